/* lms_loss: l = 1/2 (y - s)^2, ds += dl (s - y). */
#include "pairs.h"

FORWARD_BY(no_half, (b - a) * (b - a))
FORWARD_BY(absolute, fabs(b - a) / 2)
FORWARD_BY(not_squared, (b - a) / 2)

BACKWARD_BY(turned, *da += g * (b - a))
BACKWARD_BY(two_too_many, *da += 2 * g * (a - b))
BACKWARD_BY(half_kept, *da += g * (a - b) / 2)
BACKWARD_BY(no_upstream, *da += a - b)
BACKWARD_BY(squared, *da += g * (a - b) * (a - b))
BACKWARD_BY(averaged, *da += g * (a - b) / (double)count)
BACKWARD_BY(thresholded, *da += g * ((a > 0) - (a < 0) - b))

WRONG_OP(lms_loss,
         WRONG_FORWARD(no_half, "l lacks the factor 1/2",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(absolute, "l is |y - s| / 2: it is not squared", "what is the exponent?"),
         WRONG_FORWARD(not_squared, "l is (y - s) / 2: it is not squared", "what is the exponent?"),
         WRONG_BACKWARD(turned, "ds has the wrong sign",
                        "s larger than y: does the loss grow with s?"),
         WRONG_BACKWARD(two_too_many, "ds is twice too large: the 1/2 is left out",
                        "what does the 1/2 cancel?"),
         WRONG_BACKWARD(half_kept, "ds is halved: the factor 2 of the power rule is missing",
                        "what does the 1/2 cancel?"),
         WRONG_BACKWARD(no_upstream, "ds leaves out the upstream gradient dl",
                        "by the chain rule dl is a factor of every term"),
         WRONG_BACKWARD(squared, "ds is dl (s - y)^2: the exponent is not lowered",
                        "the power rule: k x^(k-1)"),
         WRONG_BACKWARD(averaged, "ds is divided by the number of elements: there is no mean here",
                        "each element has a loss of its own"),
         WRONG_BACKWARD(thresholded, "ds uses sign(s) for s: that belongs to the perceptron",
                        "which number is compared with y?"))
