/* square: y = x^2, dx += 2 dy x. */
#include "elements.h"

FORWARD_BY(doubled, 2 * x)
FORWARD_BY(halved, x *x / 2)
FORWARD_BY(cubed, x *x *x)
FORWARD_BY(signed_square, x *fabs(x))

BACKWARD_BY(no_two, g *x)
BACKWARD_BY(no_upstream, 2 * x)
BACKWARD_BY(no_input, 2 * g)
BACKWARD_BY(not_lowered, 2 * g * x * x)
BACKWARD_BY(negated, -2 * g * x)
BACKWARD_BY(absolute, 2 * g * fabs(x))
BACKWARD_BY(upstream_squared, 2 * g * g * x)

WRONG_OP(square, WRONG_FORWARD(doubled, "y is 2 x, not x^2", "2 x is the derivative"),
         WRONG_FORWARD(halved, "y is x^2 / 2: there is no factor 1/2 in this op",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(cubed, "y is x^3, not x^2", "count the factors"),
         WRONG_FORWARD(signed_square, "y is x |x|: a square is never negative",
                       "what is the square of -1?"),
         WRONG_BACKWARD(no_two, "dx is dy x: the factor 2 is missing",
                        "x is used twice: both uses contribute"),
         WRONG_BACKWARD(no_upstream, "dx is 2 x: the upstream gradient dy is left out",
                        "by the chain rule dy is a factor of every term"),
         WRONG_BACKWARD(no_input, "dx is 2 dy: the factor x is missing",
                        "how steep is x^2 at 0, and at 10?"),
         WRONG_BACKWARD(not_lowered, "dx is 2 dy x^2: the exponent is not lowered by one",
                        "the power rule: k x^(k-1)"),
         WRONG_BACKWARD(negated, "dx has the wrong sign", "x^2 grows where x > 0"),
         WRONG_BACKWARD(absolute, "dx is 2 dy |x|: its sign is lost for x < 0",
                        "x^2 falls where x < 0"),
         WRONG_BACKWARD(upstream_squared, "dx has the upstream gradient dy twice as a factor",
                        "backward is linear in dy"))
