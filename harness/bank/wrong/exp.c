/* exp: y = e^x, dx += dy y. */
#include "elements.h"

FORWARD_BY(minus_one, expm1(x))
FORWARD_BY(base_two, exp2(x))
FORWARD_BY(base_ten, pow(10, x))
FORWARD_BY(of_the_negative, exp(-x))

BACKWARD_BY(input_for_output, g *x)
BACKWARD_BY(no_upstream, y)
BACKWARD_BY(power_rule, g *x *exp(x - 1))
BACKWARD_BY(exp_again, g *exp(y))
BACKWARD_BY(of_the_logarithm, g / y)
BACKWARD_BY(upstream_only, g)
BACKWARD_BY(negated, -g *y)

WRONG_OP(exp,
         WRONG_FORWARD(minus_one, "y is e^x - 1 (expm1), not e^x",
                       "which function of math.h is e^x itself?"),
         WRONG_FORWARD(base_two, "y is 2^x: the base is 2 instead of e",
                       "look at the base of the power"),
         WRONG_FORWARD(base_ten, "y is 10^x: the base is 10 instead of e",
                       "look at the base of the power"),
         WRONG_FORWARD(of_the_negative, "y is e^-x: the sign of x is turned",
                       "look at the sign in the exponent"),
         WRONG_BACKWARD(input_for_output,
                        "dx is dy x: it uses the input x where the output y belongs",
                        "which of x and y is the derivative of e^x?"),
         WRONG_BACKWARD(no_upstream, "dx is y alone: the upstream gradient dy is left out",
                        "by the chain rule dy is a factor of every term"),
         WRONG_BACKWARD(power_rule, "dx is dy x e^(x-1): the power rule is for x^k, not for e^x",
                        "here x is in the exponent; what is the derivative of e^x?"),
         WRONG_BACKWARD(exp_again,
                        "dx is dy e^y: exp is applied to the output, which already is e^x",
                        "out holds y = e^x; what is left to compute?"),
         WRONG_BACKWARD(of_the_logarithm, "dx is dy / y: it divides by y instead of multiplying",
                        "1/y belongs to the inverse function"),
         WRONG_BACKWARD(upstream_only, "dx is dy itself: the derivative of e^x is missing",
                        "what is the derivative of e^x?"),
         WRONG_BACKWARD(negated, "dx has the wrong sign", "e^x grows with x everywhere"))
