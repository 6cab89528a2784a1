/* cross_entropy_soft: l_n = -sum_c y_nc ln p_nc, dp_nc -= dl_n y_nc / p_nc. */
#include "rows.h"

/* The row's targets. */
#define T (in[1]->data + n * C)

FORWARD_BY(no_minus, EACH y[0] += T[c] * log(x[c]))
FORWARD_BY(exchanged, EACH y[0] -= x[c] * log(fmax(T[c], 1e-300)))
FORWARD_BY(divergence, EACH y[0] += T[c] > 0 ? T[c] * log(T[c] / x[c]) : 0)
FORWARD_BY(averaged, EACH y[0] -= T[c] * log(x[c]) / (double)C)
FORWARD_BY(entropy, EACH y[0] -= x[c] * log(x[c]))
FORWARD_BY(unweighted, EACH y[0] -= log(x[c]))
FORWARD_BY(last_missing, EACH y[0] -= c + 1 < C ? T[c] * log(x[c]) : 0)

BACKWARD_BY(of_the_logits, EACH dx[c] += g[0] * (x[c] - T[c]))
BACKWARD_BY(turned, EACH dx[c] += g[0] * T[c] / x[c])
BACKWARD_BY(no_upstream, EACH dx[c] -= T[c] / x[c])
BACKWARD_BY(no_target, EACH dx[c] -= g[0] / x[c])
BACKWARD_BY(not_divided, EACH dx[c] -= g[0] * T[c])
BACKWARD_BY(averaged_backward, EACH dx[c] -= g[0] * T[c] / x[c] / (double)C)
BACKWARD_BY(binary_terms, EACH dx[c] -= g[0] * (T[c] / x[c] - (1 - T[c]) / (1 - x[c])))
BACKWARD_BY(divided_by_rows, EACH dx[c] -= g[0] * T[c] / x[c] / (double)N)
BACKWARD_BY(largest_target_only, double most = largest_of(T, C);
            EACH dx[c] -= T[c] < most ? 0 : g[0] * T[c] / x[c])

WRONG_OP(cross_entropy_soft,
         WRONG_FORWARD(no_minus, "l has the wrong sign: the minus is missing",
                       "the logarithm of a probability is negative"),
         WRONG_FORWARD(exchanged, "l takes the logarithm of the targets y: y and p are exchanged",
                       "which of the two may be 0?"),
         WRONG_FORWARD(divergence, "l is the divergence: the entropy of the targets is taken away",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(averaged, "l is divided by the number of classes",
                       "is there a mean in the formula?"),
         WRONG_FORWARD(entropy, "l is the entropy of p: the targets are not used",
                       "which inputs are read?"),
         WRONG_FORWARD(unweighted, "l is -sum ln p: the targets are not used",
                       "which inputs are read?"),
         WRONG_FORWARD(last_missing, "l leaves out the last class", "where does the loop end?"),
         WRONG_BACKWARD(of_the_logits,
                        "dp is dl (p - y): that is the gradient by the logits, behind a "
                        "softmax",
                        "differentiate by p itself"),
         WRONG_BACKWARD(turned, "dp has the wrong sign", "does the loss grow or fall with p?"),
         WRONG_BACKWARD(no_upstream, "dp leaves out the upstream gradient dl",
                        "by the chain rule dl is a factor of every term"),
         WRONG_BACKWARD(no_target, "dp is -dl / p: the targets y are missing",
                        "which weight has each logarithm?"),
         WRONG_BACKWARD(not_divided, "dp is -dl y: the division by p is missing",
                        "what is the derivative of ln p?"),
         WRONG_BACKWARD(averaged_backward, "dp is divided by the number of classes",
                        "is there a mean in the formula?"),
         WRONG_BACKWARD(binary_terms, "dp has the terms of the binary loss in it",
                        "is there a ln(1 - p) in the formula?"),
         WRONG_BACKWARD(divided_by_rows,
                        "dp is divided by the number of rows: there is no mean here",
                        "each row has a loss of its own"),
         WRONG_BACKWARD(largest_target_only,
                        "dp treats the targets as one-hot: only the largest one counts",
                        "soft targets weigh every class"))
