/* softmax: Y_nc = e^X_nc / sum_j e^X_nj, dX_nc += Y_nc (dY_nc - sum_j dY_nj Y_nj). */
#include "rows.h"

FORWARD_BY(unshifted, EACH y[c] = exp(x[c]) / sum_exp(x, C, 0))
FORWARD_BY(one_shift_for_all, double most = largest_of(X, N *C);
           EACH y[c] = exp(x[c] - most) / sum_exp(x, C, most))
FORWARD_BY(over_matrix, double most = largest_of(X, N *C);
           EACH y[c] = exp(x[c] - most) / sum_exp(X, N *C, most))
FORWARD_BY(
    over_column, double most = -INFINITY, s = 0; EACH {
        most = X[c];
        s = 0;
        for (size_t k = 0; k < N; k++)
            most = fmax(most, X[k * C + c]);
        for (size_t k = 0; k < N; k++)
            s += exp(X[k * C + c] - most);
        y[c] = exp(x[c] - most) / s;
    })
FORWARD_BY(logarithm, EACH y[c] = log(softmax_of(x, C, c)))
FORWARD_BY(not_divided, EACH y[c] = exp(x[c] - largest_of(x, C)))
FORWARD_BY(of_the_negative, EACH for (size_t j = 0; j < C; j++) y[c] += exp(x[c] - x[j]);
           EACH y[c] = 1 / y[c])
FORWARD_BY(shift_in_one_place, EACH y[c] = exp(x[c]) / sum_exp(x, C, largest_of(x, C)))

BACKWARD_BY(diagonal, EACH dx[c] += g[c] * y[c] * (1 - y[c]))
BACKWARD_BY(first_term_only, EACH dx[c] += g[c] * y[c])
BACKWARD_BY(upstream_itself, EACH dx[c] += g[c])
BACKWARD_BY(no_upstream, EACH dx[c] += y[c] * (1 - sum_of(y, C)))
BACKWARD_BY(negated, EACH dx[c] -= y[c] * (g[c] - product_of(g, y, C)))
BACKWARD_BY(output_missing, EACH dx[c] += g[c] - product_of(g, y, C))
BACKWARD_BY(unweighted_sum, EACH dx[c] += y[c] * (g[c] - sum_of(g, C)))
BACKWARD_BY(unweighted_mean, EACH dx[c] += y[c] * (g[c] - sum_of(g, C) / (double)C))
BACKWARD_BY(plus_for_minus, EACH dx[c] += y[c] * (g[c] + product_of(g, y, C)))
BACKWARD_BY(output_squared, EACH dx[c] += y[c] * g[c] - y[c] * y[c] * sum_of(g, C))
BACKWARD_BY(of_log_softmax, EACH dx[c] += g[c] - y[c] * sum_of(g, C))
BACKWARD_BY(divided_by_rows, EACH dx[c] += y[c] * (g[c] - product_of(g, y, C)) / (double)N)
BACKWARD_BY(input_for_output, EACH dx[c] += x[c] * (g[c] - product_of(g, x, C)))

WRONG_OP(
    softmax,
    WRONG_FORWARD(unshifted,
                  "Y is e^X / sum e^X without a shift: e^X overflows for large X, and infinity / "
                  "infinity is no number",
                  "softmax does not change when a constant is taken from the whole row"),
    WRONG_FORWARD(one_shift_for_all,
                  "Y is shifted by the largest element of the whole matrix: in rows far below it "
                  "all exponentials are 0",
                  "which maximum keeps each row's largest exponential at 1?"),
    WRONG_FORWARD(over_matrix, "Y is normalised over the whole matrix, not row by row",
                  "each row of Y sums to 1"),
    WRONG_FORWARD(over_column, "Y is normalised over the columns, not over the rows",
                  "each row of Y sums to 1"),
    WRONG_FORWARD(logarithm, "Y is the logarithm of the softmax", "Y is a probability"),
    WRONG_FORWARD(not_divided, "Y is not divided by the sum of the exponentials",
                  "each row of Y sums to 1"),
    WRONG_FORWARD(of_the_negative, "Y is the softmax of -X: the sign in the exponents is turned",
                  "the largest element has the largest probability"),
    WRONG_FORWARD(shift_in_one_place, "Y is shifted in the sum, but not above it",
                  "the shift must cancel"),
    WRONG_BACKWARD(diagonal,
                   "dX is dY Y (1 - Y): only the diagonal of the Jacobian, as if each output "
                   "depended on its own input alone",
                   "X_nj moves Y_nc for j other than c, too: through the sum"),
    WRONG_BACKWARD(first_term_only,
                   "dX is dY Y: the term from the sum in the denominator is missing",
                   "the rows of dX sum to 0"),
    WRONG_BACKWARD(upstream_itself,
                   "dX is dY itself: that is right only behind a cross-entropy that "
                   "already did it",
                   "here softmax is an op of its own"),
    WRONG_BACKWARD(no_upstream, "dX leaves out the upstream gradient dY, which leaves only zeros",
                   "by the chain rule dY is a factor of every term"),
    WRONG_BACKWARD(negated, "dX has the wrong sign", "Y_nc grows with X_nc"),
    WRONG_BACKWARD(output_missing, "dX lacks the factor Y in front",
                   "a class of probability 0 stays there: its gradient is 0"),
    WRONG_BACKWARD(unweighted_sum, "dX takes away the sum of dY, not the sum weighted by Y",
                   "which numbers weigh dY in the second term?"),
    WRONG_BACKWARD(unweighted_mean,
                   "dX takes away the plain mean of dY, not the mean weighted by Y",
                   "which numbers weigh dY in the second term?"),
    WRONG_BACKWARD(plus_for_minus, "dX adds the second term instead of taking it away",
                   "the rows of dX sum to 0"),
    WRONG_BACKWARD(output_squared,
                   "dX has Y_nc^2 sum_j dY_nj for Y_nc sum_j dY_nj Y_nj: the second "
                   "Y has the wrong index",
                   "Jacobian: Y_c (1{c=j} - Y_j)"),
    WRONG_BACKWARD(of_log_softmax, "dX is the gradient of log_softmax",
                   "is there a logarithm in the formula?"),
    WRONG_BACKWARD(divided_by_rows, "dX is divided by the number of rows",
                   "the mean belongs to the loss, if anywhere"),
    WRONG_BACKWARD(input_for_output, "dX uses the input X where the output Y belongs",
                   "which of the two are probabilities?"))
