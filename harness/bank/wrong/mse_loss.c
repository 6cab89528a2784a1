/* mse_loss: L = mean of (yhat - y)^2 over all elements, dyhat += 2 dL (yhat - y) / count. */
#include "pairs.h"

/* The rows: the extent of the first axis. */
static double rows(const tensor *t)
{
    return t->rank ? (double)t->dims[0] : 1;
}

SUM_BY(not_divided, (a - b) * (a - b), sum)
SUM_BY(halved, (a - b) * (a - b), sum / 2 / (double)count)
SUM_BY(mean_over_rows, (a - b) * (a - b), sum / rows(in[0]))
SUM_BY(root_mean_square, (a - b) * (a - b), sqrt(sum / (double)count))
SUM_BY(absolute, fabs(a - b), sum / (double)count)
SUM_BY(one_less, (a - b) * (a - b), sum / ((double)count - 1))

#define MSE_GRADIENT(factor) *da += (factor)*g * (a - b), *db -= (factor)*g * (a - b)
BACKWARD_BY(not_divided_backward, MSE_GRADIENT(2))
BACKWARD_BY(no_two, MSE_GRADIENT(1 / (double)count))
BACKWARD_BY(two_twice, MSE_GRADIENT(4 / (double)count))
BACKWARD_BY(over_rows_only, MSE_GRADIENT(2 / rows(in[0])))
BACKWARD_BY(turned, MSE_GRADIENT(-2 / (double)count))
BACKWARD_BY(no_upstream, *da += 2 * (a - b) / (double)count; *db -= 2 * (a - b) / (double)count)
BACKWARD_BY(first_missing, *db -= 2 * g * (a - b) / (double)count)
BACKWARD_BY(same_sign, *da += 2 * g * (a - b) / (double)count;
            *db += 2 * g * (a - b) / (double)count)
BACKWARD_BY(divided_twice, MSE_GRADIENT(2 / (double)count / (double)count))

WRONG_OP(mse_loss,
         WRONG_FORWARD(not_divided, "L is the sum of the squares, not their mean",
                       "what does the M in MSE stand for?"),
         WRONG_FORWARD(halved, "L has a factor 1/2 that the formula has not",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(mean_over_rows, "L is divided by the number of rows, not of all elements",
                       "over what is the mean taken?"),
         WRONG_FORWARD(root_mean_square, "L is the root of the mean square",
                       "is there a root in the formula?"),
         WRONG_FORWARD(absolute, "L is the mean of |yhat - y|, not of its square",
                       "what is the exponent?"),
         WRONG_FORWARD(one_less, "L is divided by the number of elements less one",
                       "a mean divides by how many there are"),
         WRONG_BACKWARD(
             not_divided_backward,
             "dy and dyhat are not divided by the number of elements: that belongs to the sum",
             "what does the M in MSE stand for?"),
         WRONG_BACKWARD(no_two, "dy and dyhat lack the factor 2",
                        "the power rule: what comes in front?"),
         WRONG_BACKWARD(two_twice, "dy and dyhat have the factor 2 twice", "count the factors"),
         WRONG_BACKWARD(over_rows_only,
                        "dy and dyhat are divided by the number of rows, not of all elements",
                        "over what is the mean taken?"),
         WRONG_BACKWARD(turned, "dy and dyhat both have the wrong sign",
                        "yhat larger than y: does the loss grow with yhat?"),
         WRONG_BACKWARD(no_upstream, "dy and dyhat leave out the upstream gradient dL",
                        "by the chain rule dL is a factor of every term"),
         WRONG_BACKWARD(first_missing, "dy is never written: it stays zero",
                        "the target gets a gradient, too"),
         WRONG_BACKWARD(same_sign, "dyhat has the sign of dy: one of them should be the negative",
                        "one of the two moves the difference the other way"),
         WRONG_BACKWARD(divided_twice, "dy and dyhat are divided by the number of elements twice",
                        "is the mean taken twice?"))
