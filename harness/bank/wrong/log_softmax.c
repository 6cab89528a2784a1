/* log_softmax: Y_nc = X_nc - ln sum_j e^X_nj, dX_nc += dY_nc - e^Y_nc sum_j dY_nj. */
#include "rows.h"

FORWARD_BY(unshifted, EACH y[c] = x[c] - log(sum_exp(x, C, 0)))
FORWARD_BY(logarithm_of_softmax, EACH y[c] = log(softmax_of(x, C, c)))
FORWARD_BY(no_logarithm, EACH y[c] = softmax_of(x, C, c))
FORWARD_BY(shift_not_added, double most = largest_of(x, C);
           EACH y[c] = x[c] - log(sum_exp(x, C, most)))
FORWARD_BY(over_matrix, double most = largest_of(X, N *C);
           EACH y[c] = x[c] - most - log(sum_exp(X, N *C, most)))
FORWARD_BY(shift_for_sum, EACH y[c] = x[c] - largest_of(x, C))
FORWARD_BY(guarded, EACH y[c] = log(softmax_of(x, C, c) + 1e-8))

BACKWARD_BY(diagonal, EACH dx[c] += g[c] * (1 - exp(y[c])))
BACKWARD_BY(upstream_itself, EACH dx[c] += g[c])
BACKWARD_BY(of_softmax, EACH dx[c] += exp(y[c]) * (g[c] - product_of(g, y, C)))
BACKWARD_BY(no_upstream, EACH dx[c] += 1 - exp(y[c]) * (double)C)
BACKWARD_BY(negated, EACH dx[c] -= g[c] - exp(y[c]) * sum_of(g, C))
BACKWARD_BY(logarithms_for_probabilities, EACH dx[c] += g[c] - y[c] * sum_of(g, C))
BACKWARD_BY(plus_for_minus, EACH dx[c] += g[c] + exp(y[c]) * sum_of(g, C))
BACKWARD_BY(averaged_sum, EACH dx[c] += g[c] - exp(y[c]) * sum_of(g, C) / (double)C)
BACKWARD_BY(probabilities_taken_away, EACH dx[c] += g[c] - exp(y[c]))
BACKWARD_BY(of_the_input, EACH dx[c] += g[c] - exp(x[c]) * sum_of(g, C))

WRONG_OP(log_softmax,
         WRONG_FORWARD(unshifted, "Y is X - ln sum e^X without a shift: e^X overflows for large X",
                       "ln sum e^X is m + ln sum e^(X - m) for any m"),
         WRONG_FORWARD(logarithm_of_softmax,
                       "Y is the logarithm of a softmax: where that is 0, Y is minus infinity",
                       "subtract logarithms instead of dividing first"),
         WRONG_FORWARD(no_logarithm, "Y is the softmax: the logarithm is missing",
                       "compare with the formula in the contract"),
         WRONG_FORWARD(shift_not_added, "Y shifts the exponents, but does not add the shift back",
                       "ln sum e^X is m + ln sum e^(X - m)"),
         WRONG_FORWARD(over_matrix, "Y is normalised over the whole matrix, not row by row",
                       "over which index does the sum run?"),
         WRONG_FORWARD(shift_for_sum, "Y takes away the largest element, not ln sum e^X",
                       "the maximum only approximates ln sum e^X"),
         WRONG_FORWARD(guarded,
                       "Y is ln(softmax + 1e-8): a small number is added that the formula has not",
                       "subtract logarithms: then no guard is needed"),
         WRONG_BACKWARD(diagonal, "dX is dY (1 - e^Y): only the diagonal of the Jacobian",
                        "X_nj moves Y_nc for j other than c, too: through the sum"),
         WRONG_BACKWARD(upstream_itself, "dX is dY itself: the term from ln sum e^X is missing",
                        "the rows of dX sum to 0"),
         WRONG_BACKWARD(of_softmax, "dX is built as for softmax",
                        "differentiate X_nc - ln sum_j e^X_nj directly"),
         WRONG_BACKWARD(no_upstream, "dX leaves out the upstream gradient dY",
                        "by the chain rule dY is a factor of every term"),
         WRONG_BACKWARD(negated, "dX has the wrong sign", "Y_nc grows with X_nc"),
         WRONG_BACKWARD(logarithms_for_probabilities,
                        "dX uses Y where the probabilities e^Y belong", "Y holds logarithms"),
         WRONG_BACKWARD(plus_for_minus, "dX adds the second term instead of taking it away",
                        "the rows of dX sum to 0"),
         WRONG_BACKWARD(averaged_sum,
                        "dX has the mean of dY over the classes where its sum belongs",
                        "the rows of dX sum to 0"),
         WRONG_BACKWARD(probabilities_taken_away,
                        "dX is dY - e^Y: the sum of dY over the row is missing",
                        "right only if dY sums to 1"),
         WRONG_BACKWARD(of_the_input, "dX has e^X where the probabilities e^Y belong",
                        "e^X is not normalised"))
