/* relu: y = max(0, x), dx += dy 1{x > 0}. */
#include "elements.h"

FORWARD_BY(absolute, fabs(x))
FORWARD_BY(other_side, fmin(0, x))
FORWARD_BY(step, x > 0)
FORWARD_BY(leaky, x > 0 ? x : 0.01 * x)
FORWARD_BY(soft_plus, fmax(0, x) + log1p(exp(-fabs(x))))
FORWARD_BY(not_cut, x)

BACKWARD_BY(mask_on_upstream, g > 0 ? g : 0)
BACKWARD_BY(times_value, g *fmax(0, x))
BACKWARD_BY(no_mask, g)
BACKWARD_BY(other_half, x < 0 ? g : 0)
BACKWARD_BY(no_upstream, x > 0)
BACKWARD_BY(one_at_zero, x >= 0 ? g : 0)
BACKWARD_BY(half_at_zero, x > 0 ? g : x < 0 ? 0 : g / 2)
BACKWARD_BY(leaks, x > 0 ? g : 0.01 * g)
BACKWARD_BY(negated, x > 0 ? -g : 0)
BACKWARD_BY(both_masks, x > 0 && g > 0 ? g : 0)
BACKWARD_BY(input_masked, x > 0 ? x : 0)
BACKWARD_BY(signed_mask, x > 0 ? g : -g)

WRONG_OP(
    relu, WRONG_FORWARD(absolute, "y is |x|: negative x should give 0", "max(0, x) is not |x|"),
    WRONG_FORWARD(other_side, "y is min(0, x): the wrong side is kept", "which side of 0 passes?"),
    WRONG_FORWARD(step, "y is 1 where x > 0: the mask in the place of the value",
                  "what is max(0, 3)?"),
    WRONG_FORWARD(leaky, "y is 0.01 x for x < 0: that is a leaky ReLU", "what is max(0, -3)?"),
    WRONG_FORWARD(soft_plus, "y is ln(1 + e^x): the softplus, a smoothed ReLU",
                  "max(0, x) has a corner"),
    WRONG_FORWARD(not_cut, "y is x: negative x should give 0", "what is max(0, -3)?"),
    WRONG_BACKWARD(mask_on_upstream,
                   "dx looks at the sign of the upstream gradient dy; the mask depends on x",
                   "where is relu flat, and where has it slope 1?"),
    WRONG_BACKWARD(times_value, "dx is dy max(0, x): the derivative is 1 for x > 0, not x",
                   "how much does y move when x moves by h?"),
    WRONG_BACKWARD(no_mask, "dx is dy everywhere: where x is negative it should be 0",
                   "where is relu flat?"),
    WRONG_BACKWARD(other_half, "dx lets dy through where x < 0: the mask is the wrong way round",
                   "which side of 0 passes?"),
    WRONG_BACKWARD(no_upstream, "dx is 1 where x > 0: the upstream gradient dy is left out",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(one_at_zero, "dx is dy at x = 0, where the contract says 0",
                   "is the comparison > or >=?"),
    WRONG_BACKWARD(half_at_zero, "dx is dy / 2 at x = 0, where the contract says 0",
                   "the contract fixes the derivative at the corner"),
    WRONG_BACKWARD(leaks, "dx is 0.01 dy for x < 0: that is a leaky ReLU", "where is relu flat?"),
    WRONG_BACKWARD(negated, "dx has the wrong sign", "y grows with x"),
    WRONG_BACKWARD(both_masks,
                   "dx drops negative upstream gradients as well: only x decides what passes",
                   "a gradient may have either sign"),
    WRONG_BACKWARD(input_masked, "dx is max(0, x): the value is passed back instead of dy",
                   "backward hands on the upstream gradient where x > 0"),
    WRONG_BACKWARD(signed_mask, "dx is -dy for x < 0: that is the derivative of |x|",
                   "where is relu flat?"))
