/* cross_entropy: l_n = -ln p[n, index_n], dp[n, index_n] -= dl_n / p[n, index_n]. */
#include "rows.h"

FORWARD_BY(no_minus, y[0] = log(x[label]))
FORWARD_BY(no_logarithm, y[0] = -x[label])
FORWARD_BY(first_class, y[0] = -log(x[0]))
FORWARD_BY(base_two, y[0] = -log2(x[label]))
FORWARD_BY(entropy, y[0] = 0; EACH y[0] -= x[c] * log(x[c]))
FORWARD_BY(averaged, y[0] = -log(x[label]) / (double)N)
FORWARD_BY(guarded, y[0] = -log(x[label] + 1e-7))

BACKWARD_BY(of_the_logits, EACH dx[c] += g[0] * (x[c] - (c == label)))
BACKWARD_BY(not_divided, dx[label] -= g[0])
BACKWARD_BY(turned, dx[label] += g[0] / x[label])
BACKWARD_BY(no_upstream, dx[label] -= 1 / x[label])
BACKWARD_BY(all_classes, EACH dx[c] -= g[0] / x[c])
BACKWARD_BY(first_class_backward, dx[0] -= g[0] / x[0])
BACKWARD_BY(averaged_backward, dx[label] -= g[0] / x[label] / (double)N)
BACKWARD_BY(both_classes, EACH dx[c] += c == label ? -g[0] / x[c] : g[0] / (1 - x[c]))
BACKWARD_BY(multiplied, dx[label] -= g[0] * x[label])
BACKWARD_BY(guarded_backward, dx[label] -= g[0] / (x[label] + 1e-7))

WRONG_OP(
    cross_entropy,
    WRONG_FORWARD(no_minus, "l has the wrong sign: the minus is missing",
                  "the logarithm of a probability is negative"),
    WRONG_FORWARD(no_logarithm, "l is -p: the logarithm is missing",
                  "compare with the formula in the contract"),
    WRONG_FORWARD(first_class, "l takes the first class in every row: index is not used",
                  "which attribute is read?"),
    WRONG_FORWARD(base_two, "l uses the logarithm to base 2", "which function of math.h is ln?"),
    WRONG_FORWARD(entropy, "l is the entropy of p: index is not used",
                  "only the right class counts"),
    WRONG_FORWARD(averaged, "l is divided by the number of rows: there is no mean here",
                  "each row has a loss of its own"),
    WRONG_FORWARD(guarded, "l is -ln(p + 1e-7): a small number is added that the formula has not",
                  "p > 0 is promised"),
    WRONG_BACKWARD(of_the_logits,
                   "dp is p minus one-hot: that is the gradient by the logits, behind "
                   "a softmax",
                   "differentiate by p itself"),
    WRONG_BACKWARD(not_divided, "dp lacks the division by p", "what is the derivative of ln p?"),
    WRONG_BACKWARD(turned, "dp has the wrong sign", "does the loss grow or fall with p?"),
    WRONG_BACKWARD(no_upstream, "dp leaves out the upstream gradient dl",
                   "by the chain rule dl is a factor of every term"),
    WRONG_BACKWARD(all_classes, "dp is -dl / p for every class, not only the right one",
                   "which elements of p does l depend on?"),
    WRONG_BACKWARD(first_class_backward, "dp takes the first class in every row: index is not used",
                   "which attribute is read?"),
    WRONG_BACKWARD(averaged_backward, "dp is divided by the number of rows: there is no mean here",
                   "each row has a loss of its own"),
    WRONG_BACKWARD(both_classes, "dp has the terms of the binary loss for the other classes",
                   "which elements of p does l depend on?"),
    WRONG_BACKWARD(multiplied, "dp multiplies by p instead of dividing",
                   "what is the derivative of ln p?"),
    WRONG_BACKWARD(guarded_backward,
                   "dp is -dl / (p + 1e-7): a small number is added that the "
                   "formula has not",
                   "p > 0 is promised"))
