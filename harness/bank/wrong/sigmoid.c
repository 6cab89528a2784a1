/* sigmoid: y = 1 / (1 + e^-x), dx += dy y (1 - y). */
#include "elements.h"

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

FORWARD_BY(no_minus, 1 / (1 + exp(x)))
FORWARD_BY(unstable, exp(x) / (1 + exp(x)))
FORWARD_BY(hyperbolic_tangent, tanh(x))
FORWARD_BY(no_half, (1 + tanh(x)) / 2)
FORWARD_BY(soft_sign, (1 + x / (1 + fabs(x))) / 2)
FORWARD_BY(exponential, exp(-x))

BACKWARD_BY(input_for_output, g *x *(1 - x))
BACKWARD_BY(half_from_input, g *y *(1 - x))
BACKWARD_BY(output_only, g *y)
BACKWARD_BY(rest_only, g *(1 - y))
BACKWARD_BY(no_upstream, y *(1 - y))
BACKWARD_BY(negated, -g *y *(1 - y))
BACKWARD_BY(of_tanh, g *(1 - y * y))
BACKWARD_BY(plus_for_minus, g *y *(1 + y))
BACKWARD_BY(applied_again, g *logistic(y) * (1 - logistic(y)))
BACKWARD_BY(quarter, g / 4)

WRONG_OP(sigmoid,
         WRONG_FORWARD(no_minus, "y is 1 / (1 + e^x): the minus in the exponent is missing",
                       "y should go to 1 for large x"),
         WRONG_FORWARD(unstable,
                       "y is e^x / (1 + e^x): e^x overflows for large x, and infinity / infinity "
                       "is no number",
                       "use a form whose exponent is never positive"),
         WRONG_FORWARD(hyperbolic_tangent, "y is tanh x, not the logistic sigmoid",
                       "y should lie between 0 and 1"),
         WRONG_FORWARD(no_half, "y is (1 + tanh x) / 2: the sigmoid of 2 x, not of x",
                       "which multiple of x belongs in the tanh?"),
         WRONG_FORWARD(soft_sign, "y is built on x / (1 + |x|): that is the soft sign",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(exponential, "y is e^-x: 1 / (1 + ...) is missing around it",
                       "y should lie between 0 and 1"),
         WRONG_BACKWARD(input_for_output,
                        "dx is dy x (1 - x): it uses the input x where the output y belongs",
                        "which of x and y lies between 0 and 1?"),
         WRONG_BACKWARD(half_from_input, "dx is dy y (1 - x): one of the two factors takes x for y",
                        "both factors are made of the same number"),
         WRONG_BACKWARD(output_only, "dx is dy y: the factor 1 - y is missing",
                        "the sigmoid is flat where y is near 1"),
         WRONG_BACKWARD(rest_only, "dx is dy (1 - y): the factor y is missing",
                        "the sigmoid is flat where y is near 0"),
         WRONG_BACKWARD(no_upstream, "dx is y (1 - y): the upstream gradient dy is left out",
                        "by the chain rule dy is a factor of every term"),
         WRONG_BACKWARD(negated, "dx has the wrong sign", "the sigmoid grows with x"),
         WRONG_BACKWARD(of_tanh, "dx is dy (1 - y^2): that is the derivative of tanh",
                        "differentiate 1 / (1 + e^-x) and write it in terms of y"),
         WRONG_BACKWARD(plus_for_minus, "dx is dy y (1 + y): a sign is wrong inside",
                        "the sigmoid is flat where y is near 1"),
         WRONG_BACKWARD(applied_again, "dx applies the sigmoid to the output, which already is one",
                        "out holds y; what is left to compute?"),
         WRONG_BACKWARD(quarter, "dx is dy / 4: the derivative at 0 is taken everywhere",
                        "the slope depends on where you are"))
