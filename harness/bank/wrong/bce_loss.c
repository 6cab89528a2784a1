/* bce_loss: L = mean of -(y ln p + (1 - y) ln(1 - p)), dp += dL (p - y) / (p (1 - p)) / count. */
#include "pairs.h"

/* The targets y are a here, the probabilities p are b. */
SUM_BY(no_minus, a *log(b) + (1 - a) * log1p(-b), sum / (double)count)
SUM_BY(positive_only, -a *log(b), sum / (double)count)
SUM_BY(not_divided, -(a *log(b) + (1 - a) * log1p(-b)), sum)
SUM_BY(exchanged, -(b *log(fmax(a, 1e-300)) + (1 - b) * log(fmax(1 - a, 1e-300))),
       sum / (double)count)
SUM_BY(base_two, -(a *log2(b) + (1 - a) * log2(1 - b)), sum / (double)count)
SUM_BY(guarded, -(a *log(b + 1e-7) + (1 - a) * log(1 - b + 1e-7)), sum / (double)count)

BACKWARD_BY(positive_only_backward, *db -= g * a / b / (double)count)
BACKWARD_BY(of_the_logits, *db += g * (b - a) / (double)count)
BACKWARD_BY(not_divided_backward, *db += g * (b - a) / (b * (1 - b)))
BACKWARD_BY(turned, *db -= g * (b - a) / (b * (1 - b)) / (double)count)
BACKWARD_BY(no_upstream, *db += (b - a) / (b * (1 - b)) / (double)count)
BACKWARD_BY(plus_in_second_term, *db -= g * (a / b + (1 - a) / (1 - b)) / (double)count)
BACKWARD_BY(guarded_backward, *db += g * (b - a) / (b * (1 - b) + 1e-7) / (double)count)
BACKWARD_BY(divided_by_rows,
            *db += g * (b - a) / (b * (1 - b)) / (in[1]->rank ? (double)in[1]->dims[0] : 1))

WRONG_OP(
    bce_loss,
    WRONG_FORWARD(no_minus, "L has the wrong sign: the minus in front is missing",
                  "a loss of probabilities is never negative"),
    WRONG_FORWARD(positive_only, "L leaves out the term (1 - y) ln(1 - p)",
                  "what does a sample with y = 0 cost?"),
    WRONG_FORWARD(not_divided, "L is the sum over the elements, not their mean",
                  "compare with the formula in the contract"),
    WRONG_FORWARD(exchanged, "L takes the logarithm of the targets y: y and p are exchanged",
                  "which of the two may be 0?"),
    WRONG_FORWARD(base_two, "L uses the logarithm to base 2", "which function of math.h is ln?"),
    WRONG_FORWARD(guarded, "L is guarded by 1e-7 in the logarithms, which the formula has not",
                  "p is inside (0, 1)"),
    WRONG_BACKWARD(positive_only_backward, "dp leaves out the term of ln(1 - p)",
                   "what does a sample with y = 0 pass back?"),
    WRONG_BACKWARD(of_the_logits,
                   "dp is (p - y) / count: that is the gradient by the logits, behind a sigmoid",
                   "differentiate by p itself"),
    WRONG_BACKWARD(not_divided_backward, "dp is not divided by the number of elements",
                   "L is a mean"),
    WRONG_BACKWARD(turned, "dp has the wrong sign", "p larger than y: does the loss grow with p?"),
    WRONG_BACKWARD(no_upstream, "dp leaves out the upstream gradient dL",
                   "by the chain rule dL is a factor of every term"),
    WRONG_BACKWARD(plus_in_second_term, "dp has the wrong sign in the term of ln(1 - p)",
                   "the inner derivative of 1 - p"),
    WRONG_BACKWARD(guarded_backward, "dp adds 1e-7 in the denominator, which the formula has not",
                   "p is inside (0, 1)"),
    WRONG_BACKWARD(divided_by_rows, "dp is divided by the number of rows, not of all elements",
                   "over what is the mean taken?"))
