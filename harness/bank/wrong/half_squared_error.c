/* half_squared_error: L = 1/2 sum (y - s)^2, dy += dL (y - s), ds -= dL (y - s). */
#include "pairs.h"

SUM_BY(no_half, (a - b) * (a - b), sum)
SUM_BY(mean_too, (a - b) * (a - b), sum / 2 / (double)count)
SUM_BY(absolute, fabs(a - b), sum / 2)
SUM_BY(square_of_sum, a - b, sum *sum / 2)
SUM_BY(last_missing, i + 1 < count ? (a - b) * (a - b) : 0, sum / 2)

BACKWARD_BY(two_too_many, *da += 2 * g * (a - b); *db -= 2 * g * (a - b))
BACKWARD_BY(turned, *da -= g * (a - b); *db += g * (a - b))
BACKWARD_BY(second_same_sign, *da += g * (a - b); *db += g * (a - b))
BACKWARD_BY(half_kept, *da += g * (a - b) / 2; *db -= g * (a - b) / 2)
BACKWARD_BY(first_missing, *db -= g * (a - b))
BACKWARD_BY(second_missing, *da += g * (a - b))
BACKWARD_BY(no_upstream, *da += a - b; *db -= a - b)
BACKWARD_BY(averaged, *da += g * (a - b) / (double)count; *db -= g * (a - b) / (double)count)
BACKWARD_BY(sign_only, *da += g * ((a > b) - (a < b)); *db -= g * ((a > b) - (a < b)))

WRONG_OP(half_squared_error,
         WRONG_FORWARD(no_half, "L lacks the factor 1/2",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(mean_too, "L is divided by the number of elements: there is no mean here",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(absolute, "L sums |y - s|, not its square", "what is the exponent?"),
         WRONG_FORWARD(square_of_sum, "L squares the sum of the differences, not each difference",
                       "which comes first, the square or the sum?"),
         WRONG_FORWARD(last_missing, "L leaves out the last element", "where does the loop end?"),
         WRONG_BACKWARD(two_too_many, "dy and ds are twice too large: the 1/2 is left out",
                        "what does the 1/2 cancel?"),
         WRONG_BACKWARD(turned, "dy and ds both have the wrong sign",
                        "y larger than s: does the loss grow with y?"),
         WRONG_BACKWARD(second_same_sign, "ds has the sign of dy: its minus is missing",
                        "what is the derivative of y - s by s?"),
         WRONG_BACKWARD(half_kept,
                        "dy and ds are halved: the factor 2 of the power rule is missing",
                        "what does the 1/2 cancel?"),
         WRONG_BACKWARD(first_missing, "dy is never written: it stays zero",
                        "both inputs get a gradient"),
         WRONG_BACKWARD(second_missing, "ds is never written: it stays zero",
                        "both inputs get a gradient"),
         WRONG_BACKWARD(no_upstream, "dy and ds leave out the upstream gradient dL",
                        "by the chain rule dL is a factor of every term"),
         WRONG_BACKWARD(averaged, "dy and ds are divided by the number of elements: L is a sum",
                        "is there a mean in the formula?"),
         WRONG_BACKWARD(sign_only, "dy and ds have only the sign of y - s: that belongs to |y - s|",
                        "what is the exponent in the formula?"))
