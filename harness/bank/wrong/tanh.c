/* tanh: y = 2 / (1 + e^-2x) - 1, dx += dy (1 - y^2). */
#include "elements.h"

FORWARD_BY(no_two_in_exponent, 2 / (1 + exp(-x)) - 1)
FORWARD_BY(sigmoid, 1 / (1 + exp(-x)))
FORWARD_BY(not_shifted, 2 / (1 + exp(-2 * x)))
FORWARD_BY(unstable, (exp(x) - exp(-x)) / (exp(x) + exp(-x)))
FORWARD_BY(tangent, tan(x))
FORWARD_BY(hyperbolic_sine, sinh(x))

BACKWARD_BY(input_for_output, g *(1 - x * x))
BACKWARD_BY(not_squared, g *(1 - y))
BACKWARD_BY(of_sigmoid, g *y *(1 - y))
BACKWARD_BY(no_upstream, 1 - y * y)
BACKWARD_BY(negated, -g *(1 - y * y))
BACKWARD_BY(plus_for_minus, g *(1 + y * y))
BACKWARD_BY(applied_again, g *(1 - tanh(y) * tanh(y)))
BACKWARD_BY(square_only, g *y *y)
BACKWARD_BY(difference_squared, g *(1 - y) * (1 - y))

WRONG_OP(
    tanh,
    WRONG_FORWARD(no_two_in_exponent, "y is tanh(x / 2): the 2 in the exponent is missing",
                  "compare the exponent with the formula in the contract"),
    WRONG_FORWARD(sigmoid, "y is the sigmoid of x, not tanh", "y should lie between -1 and 1"),
    WRONG_FORWARD(not_shifted, "y is too large by 1: the -1 at the end is missing", "tanh 0 is 0"),
    WRONG_FORWARD(unstable,
                  "y is (e^x - e^-x) / (e^x + e^-x): e^x overflows for large x, and infinity / "
                  "infinity is no number",
                  "math.h has a tanh that does not overflow"),
    WRONG_FORWARD(tangent, "y is tan x, not tanh x", "look at the function that is called"),
    WRONG_FORWARD(hyperbolic_sine, "y is sinh x, not tanh x", "y should lie between -1 and 1"),
    WRONG_BACKWARD(input_for_output,
                   "dx is dy (1 - x^2): it uses the input x where the output y belongs",
                   "which of x and y lies between -1 and 1?"),
    WRONG_BACKWARD(not_squared, "dx is dy (1 - y): y is not squared",
                   "tanh is flat at both ends, at y = 1 and at y = -1"),
    WRONG_BACKWARD(of_sigmoid, "dx is dy y (1 - y): that is the derivative of the sigmoid",
                   "differentiate tanh and write it in terms of y"),
    WRONG_BACKWARD(no_upstream, "dx is 1 - y^2: the upstream gradient dy is left out",
                   "by the chain rule dy is a factor of every term"),
    WRONG_BACKWARD(negated, "dx has the wrong sign", "tanh grows with x"),
    WRONG_BACKWARD(plus_for_minus, "dx is dy (1 + y^2): a sign is wrong inside",
                   "tanh is flat where y is near 1"),
    WRONG_BACKWARD(applied_again, "dx applies tanh to the output, which already is one",
                   "out holds y; what is left to compute?"),
    WRONG_BACKWARD(square_only, "dx is dy y^2: the 1 - in front of it is missing",
                   "tanh is steepest at 0"),
    WRONG_BACKWARD(difference_squared, "dx is dy (1 - y)^2, not dy (1 - y^2)",
                   "what exactly is squared?"))
