/* relu_c: y = max(0, x - c), dx += dy 1{x > c}. */
#include "elements.h"

FORWARD_BY(cut_too_early, fmax(0, x) - attr->c)
FORWARD_BY(at_least_c, fmax(attr->c, x))
FORWARD_BY(no_c, fmax(0, x))
FORWARD_BY(not_lowered, x > attr->c ? x : 0)
FORWARD_BY(other_side, fmax(0, attr->c - x))
FORWARD_BY(added_c, fmax(0, x + attr->c))

BACKWARD_BY(mask_at_zero, x > 0 ? g : 0)
BACKWARD_BY(one_at_corner, x >= attr->c ? g : 0)
BACKWARD_BY(times_value, g *y)
BACKWARD_BY(no_upstream, x > attr->c)
BACKWARD_BY(no_mask, g)
BACKWARD_BY(other_half, x < attr->c ? g : 0)
BACKWARD_BY(mask_on_upstream, g > attr->c ? g : 0)
BACKWARD_BY(lowered, x > attr->c ? g - attr->c : 0)
BACKWARD_BY(negated, x > attr->c ? -g : 0)

WRONG_OP(
    relu_c,
    WRONG_FORWARD(cut_too_early, "y is max(0, x) - c: c is taken away after the cut, not before",
                  "what is inside the max?"),
    WRONG_FORWARD(at_least_c, "y is max(c, x): the cut is at c, but the value there should be 0",
                  "compare with the formula in the contract"),
    WRONG_FORWARD(no_c, "y is max(0, x): the attribute c is not used",
                  "where does relu_c start to rise?"),
    WRONG_FORWARD(not_lowered, "y is x where x > c: c is not taken away",
                  "relu_c has no jump at c"),
    WRONG_FORWARD(other_side, "y is max(0, c - x): the wrong side rises",
                  "which side of c passes?"),
    WRONG_FORWARD(added_c, "y is max(0, x + c): the sign of c is wrong",
                  "where does relu_c start to rise?"),
    WRONG_BACKWARD(mask_at_zero, "dx lets dy through where x > 0: the mask should be at c",
                   "where does relu_c start to rise?"),
    WRONG_BACKWARD(one_at_corner, "dx is dy at x = c, where the contract says 0",
                   "is the comparison > or >=?"),
    WRONG_BACKWARD(times_value, "dx is dy y: the derivative is 1 for x > c, not the value",
                   "how much does y move when x moves by h?"),
    WRONG_BACKWARD(no_upstream, "dx is 1 where x > c: the upstream gradient dy is left out",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(no_mask, "dx is dy everywhere: where x is below c it should be 0",
                   "where is relu_c flat?"),
    WRONG_BACKWARD(other_half, "dx lets dy through where x < c: the mask is the wrong way round",
                   "which side of c passes?"),
    WRONG_BACKWARD(mask_on_upstream,
                   "dx compares the upstream gradient dy with c; the mask depends on x",
                   "where is relu_c flat, and where has it slope 1?"),
    WRONG_BACKWARD(lowered, "dx is dy - c where x > c: a constant has no gradient",
                   "what is the derivative of x - c by x?"),
    WRONG_BACKWARD(negated, "dx has the wrong sign", "y grows with x"))
