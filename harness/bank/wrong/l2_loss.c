/* l2_loss: l_n = (y_n - yhat_n)^2, dy_n += 2 dl_n (y_n - yhat_n), dyhat_n the negative. */
#include "pairs.h"

FORWARD_BY(halved, (a - b) * (a - b) / 2)
FORWARD_BY(absolute, fabs(a - b))
FORWARD_BY(difference, a - b)
FORWARD_BY(difference_of_squares, a *a - b * b)
FORWARD_BY(mean_over_rows, (a - b) * (a - b) / (double)count)

BACKWARD_BY(no_two, *da += g * (a - b); *db -= g * (a - b))
BACKWARD_BY(turned, *da -= 2 * g * (a - b); *db += 2 * g * (a - b))
BACKWARD_BY(second_same_sign, *da += 2 * g * (a - b); *db += 2 * g * (a - b))
BACKWARD_BY(first_missing, *db -= 2 * g * (a - b))
BACKWARD_BY(second_missing, *da += 2 * g * (a - b))
BACKWARD_BY(no_upstream, *da += 2 * (a - b); *db -= 2 * (a - b))
BACKWARD_BY(divided_by_rows, *da += 2 * g * (a - b) / (double)count;
            *db -= 2 * g * (a - b) / (double)count)
BACKWARD_BY(value_for_derivative, *da += 2 * g * y; *db -= 2 * g * y)

WRONG_OP(l2_loss,
         WRONG_FORWARD(halved, "l has a factor 1/2 that the formula has not",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(absolute, "l is |y - yhat|, not its square", "what is the exponent?"),
         WRONG_FORWARD(difference, "l is y - yhat: it is not squared", "what is the exponent?"),
         WRONG_FORWARD(difference_of_squares, "l is y^2 - yhat^2, not (y - yhat)^2",
                       "what exactly is squared?"),
         WRONG_FORWARD(mean_over_rows, "l is divided by the number of rows: there is no mean here",
                       "each row has a loss of its own"),
         WRONG_BACKWARD(no_two, "dy and dyhat lack the factor 2",
                        "the power rule: what comes in front?"),
         WRONG_BACKWARD(turned, "dy and dyhat both have the wrong sign",
                        "y larger than yhat: does the loss grow with y?"),
         WRONG_BACKWARD(second_same_sign, "dyhat has the sign of dy: its minus is missing",
                        "what is the derivative of y - yhat by yhat?"),
         WRONG_BACKWARD(first_missing, "dy is never written: it stays zero",
                        "the target gets a gradient, too"),
         WRONG_BACKWARD(second_missing, "dyhat is never written: it stays zero",
                        "both inputs get a gradient"),
         WRONG_BACKWARD(no_upstream, "dy and dyhat leave out the upstream gradient dl",
                        "by the chain rule dl is a factor of every term"),
         WRONG_BACKWARD(divided_by_rows,
                        "dy and dyhat are divided by the number of rows: there is no mean here",
                        "each row has a loss of its own"),
         WRONG_BACKWARD(value_for_derivative, "dy and dyhat use the loss l where y - yhat belongs",
                        "the power rule lowers the exponent"))
