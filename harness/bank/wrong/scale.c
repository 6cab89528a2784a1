/* scale: y = k x, dx += k dy. */
#include "elements.h"

FORWARD_BY(added, x + attr->k)
FORWARD_BY(divided, x / attr->k)
FORWARD_BY(no_factor, x)
FORWARD_BY(factor_squared, attr->k * attr->k * x)
FORWARD_BY(absolute_factor, fabs(attr->k) * x)

BACKWARD_BY(no_factor_backward, g)
BACKWARD_BY(no_upstream, attr->k)
BACKWARD_BY(by_input, g *x)
BACKWARD_BY(value_for_derivative, g * attr->k * x)
BACKWARD_BY(divided_backward, g / attr->k)
BACKWARD_BY(negated, -g * attr->k)

WRONG_OP(scale,
         WRONG_FORWARD(added, "y is x + k: k is added instead of multiplied",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(divided, "y is x / k: it divides by k instead of multiplying",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(no_factor, "y is x: the factor k is missing", "which attribute is read?"),
         WRONG_FORWARD(factor_squared, "y is k^2 x: the factor k is there twice",
                       "count the factors k"),
         WRONG_FORWARD(absolute_factor, "y is |k| x: the sign of k is lost", "k may be negative"),
         WRONG_BACKWARD(no_factor_backward, "dx is dy: the factor k is missing",
                        "how much does y move when x moves by h?"),
         WRONG_BACKWARD(no_upstream, "dx is k: the upstream gradient dy is left out",
                        "by the chain rule dy is a factor of every term"),
         WRONG_BACKWARD(by_input, "dx is dy x: that is the derivative by k, not by x",
                        "which of the two factors is held fixed?"),
         WRONG_BACKWARD(value_for_derivative, "dx is dy k x: it takes the value for the derivative",
                        "the derivative of k x no longer has x in it"),
         WRONG_BACKWARD(divided_backward, "dx is dy / k: it divides by k instead of multiplying",
                        "how much does y move when x moves by h?"),
         WRONG_BACKWARD(negated, "dx has the wrong sign", "y moves with x as k says"))
