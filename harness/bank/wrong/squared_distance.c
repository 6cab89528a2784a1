/* squared_distance: L = sum (ytilde - y)^2, dy += 2 dL (y - ytilde), dytilde the negative. */
#include "pairs.h"

SUM_BY(halved, (a - b) * (a - b), sum / 2)
SUM_BY(mean, (a - b) * (a - b), sum / (double)count)
SUM_BY(rooted, (a - b) * (a - b), sqrt(sum))
SUM_BY(square_of_sum, a - b, sum *sum)

BACKWARD_BY(no_two, *da += g * (a - b); *db -= g * (a - b))
BACKWARD_BY(turned, *da -= 2 * g * (a - b); *db += 2 * g * (a - b))
BACKWARD_BY(second_same_sign, *da += 2 * g * (a - b); *db += 2 * g * (a - b))
BACKWARD_BY(first_missing, *db -= 2 * g * (a - b))
BACKWARD_BY(second_missing, *da += 2 * g * (a - b))
BACKWARD_BY(no_upstream, *da += 2 * (a - b); *db -= 2 * (a - b))
BACKWARD_BY(averaged, *da += 2 * g * (a - b) / (double)count;
            *db -= 2 * g * (a - b) / (double)count)
BACKWARD_BY(of_the_distance, *da += g * (a - b) / sqrt(y); *db -= g * (a - b) / sqrt(y))

WRONG_OP(squared_distance,
         WRONG_FORWARD(halved, "L has a factor 1/2 that the formula has not",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(mean, "L is divided by the number of elements: there is no mean here",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(rooted, "L is the distance, not its square",
                       "is there a root in the formula?"),
         WRONG_FORWARD(square_of_sum, "L squares the sum of the differences, not each difference",
                       "which comes first, the square or the sum?"),
         WRONG_BACKWARD(no_two, "dy and dytilde lack the factor 2",
                        "the power rule: what comes in front?"),
         WRONG_BACKWARD(turned, "dy and dytilde both have the wrong sign",
                        "y larger than ytilde: does the loss grow with y?"),
         WRONG_BACKWARD(second_same_sign, "dytilde has the sign of dy: its minus is missing",
                        "one of the two moves the difference the other way"),
         WRONG_BACKWARD(first_missing, "dy is never written: it stays zero",
                        "both inputs get a gradient"),
         WRONG_BACKWARD(second_missing, "dytilde is never written: it stays zero",
                        "both inputs get a gradient"),
         WRONG_BACKWARD(no_upstream, "dy and dytilde leave out the upstream gradient dL",
                        "by the chain rule dL is a factor of every term"),
         WRONG_BACKWARD(averaged,
                        "dy and dytilde are divided by the number of elements: L is a sum",
                        "is there a mean in the formula?"),
         WRONG_BACKWARD(of_the_distance, "dy and dytilde belong to the distance, not to its square",
                        "is there a root in the formula?"))
