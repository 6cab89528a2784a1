/* log: y = ln x, dx += dy / x. */
#include "elements.h"

FORWARD_BY(base_ten, log10(x))
FORWARD_BY(base_two, log2(x))
FORWARD_BY(of_one_more, log1p(x))
FORWARD_BY(guarded, log(x + 1e-8))

BACKWARD_BY(negated, -g / x)
BACKWARD_BY(by_output, g / y)
BACKWARD_BY(for_base_ten, g / (x * 2.302585092994045684))
BACKWARD_BY(no_upstream, 1 / x)
BACKWARD_BY(multiplied, g *x)
BACKWARD_BY(output_itself, g *y)
BACKWARD_BY(guarded_backward, g / (x + 1e-8))
BACKWARD_BY(squared, g / (x * x))

WRONG_OP(log,
         WRONG_FORWARD(base_ten, "y is the logarithm to base 10, not the natural one",
                       "which function of math.h is ln?"),
         WRONG_FORWARD(base_two, "y is the logarithm to base 2, not the natural one",
                       "which function of math.h is ln?"),
         WRONG_FORWARD(of_one_more, "y is ln(1 + x), not ln x", "log and log1p differ"),
         WRONG_FORWARD(guarded,
                       "y is ln(x + 1e-8): a small number is added that the formula has not",
                       "x > 0 is promised: no guard is needed"),
         WRONG_BACKWARD(negated, "dx has the wrong sign", "ln x grows with x"),
         WRONG_BACKWARD(by_output, "dx is dy / y: it uses the output y where the input x belongs",
                        "the derivative of ln x is in terms of x"),
         WRONG_BACKWARD(for_base_ten,
                        "dx is dy / (x ln 10): that belongs to the logarithm to base 10",
                        "for which base is the extra factor?"),
         WRONG_BACKWARD(no_upstream, "dx is 1 / x: the upstream gradient dy is left out",
                        "by the chain rule dy is a factor of every term"),
         WRONG_BACKWARD(multiplied, "dx is dy x: it multiplies by x instead of dividing",
                        "how fast does ln x grow for large x?"),
         WRONG_BACKWARD(output_itself, "dx is dy y: it takes the value for the derivative",
                        "only e^x is its own derivative"),
         WRONG_BACKWARD(guarded_backward,
                        "dx is dy / (x + 1e-8): a small number is added that the formula has not",
                        "backward must be the derivative of forward as it is, guard or no guard"),
         WRONG_BACKWARD(squared, "dx is dy / x^2: that is one derivative too many",
                        "1/x^2 (negated) is the derivative of the derivative"))
