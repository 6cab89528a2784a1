/* normalize: Y_nd = X_nd / S_n, S_n = sum_j X_nj; dX_nd += (dY_nd - sum_j dY_nj Y_nj) / S_n. */
#include "rows.h"

FORWARD_BY(by_length, EACH y[c] = x[c] / sqrt(product_of(x, x, C)))
FORWARD_BY(over_matrix, EACH y[c] = x[c] / sum_of(X, N *C))
FORWARD_BY(
    over_column, EACH {
        double s = 0;
        for (size_t k = 0; k < N; k++)
            s += X[k * C + c];
        y[c] = x[c] / s;
    })
FORWARD_BY(by_largest, EACH y[c] = x[c] / largest_of(x, C))
FORWARD_BY(by_mean, EACH y[c] = x[c] * (double)C / sum_of(x, C))
FORWARD_BY(softmaxed, EACH y[c] = softmax_of(x, C, c))

BACKWARD_BY(sum_constant, EACH dx[c] += g[c] / sum_of(x, C))
BACKWARD_BY(plus_for_minus, EACH dx[c] += (g[c] + product_of(g, y, C)) / sum_of(x, C))
BACKWARD_BY(no_upstream, EACH dx[c] += (1 - sum_of(y, C)) / sum_of(x, C))
BACKWARD_BY(diagonal, EACH dx[c] += g[c] * (1 - y[c]) / sum_of(x, C))
BACKWARD_BY(not_divided, EACH dx[c] += g[c] - product_of(g, y, C))
BACKWARD_BY(input_for_output, EACH dx[c] += (g[c] - product_of(g, x, C)) / sum_of(x, C))
BACKWARD_BY(of_softmax, EACH dx[c] += y[c] * (g[c] - product_of(g, y, C)))
BACKWARD_BY(unweighted_mean, EACH dx[c] += (g[c] - sum_of(g, C) / (double)C) / sum_of(x, C))
BACKWARD_BY(over_matrix_backward, EACH dx[c] += (g[c] - product_of(g, y, C)) / sum_of(X, N *C))
BACKWARD_BY(negated, EACH dx[c] -= (g[c] - product_of(g, y, C)) / sum_of(x, C))
BACKWARD_BY(divided_twice, EACH dx[c] += (g[c] - product_of(g, y, C)) / sum_of(x, C) / sum_of(x, C))

WRONG_OP(
    normalize,
    WRONG_FORWARD(by_length, "Y is divided by the length of the row, not by its sum",
                  "is there a root in the formula?"),
    WRONG_FORWARD(over_matrix, "Y is divided by the sum of the whole matrix, not of the row",
                  "over which index does the sum run?"),
    WRONG_FORWARD(over_column, "Y is divided by the sums of the columns, not of the rows",
                  "over which index does the sum run?"),
    WRONG_FORWARD(by_largest, "Y is divided by the largest element of the row",
                  "the rows of Y sum to 1"),
    WRONG_FORWARD(by_mean, "Y is divided by the mean of the row, not by its sum",
                  "the rows of Y sum to 1"),
    WRONG_FORWARD(softmaxed, "Y is the softmax of the row: there is no exponential here",
                  "compare with the formula in the contract"),
    WRONG_BACKWARD(sum_constant,
                   "dX is dY / S: the sum S is taken for a constant, but it moves with X, too",
                   "S depends on every element of the row: the quotient rule"),
    WRONG_BACKWARD(plus_for_minus,
                   "dX adds the second term of the quotient rule instead of taking "
                   "it away",
                   "when S grows, do the elements of Y grow or fall?"),
    WRONG_BACKWARD(no_upstream, "dX leaves out the upstream gradient dY, which leaves only zeros",
                   "by the chain rule dY is a factor of every term"),
    WRONG_BACKWARD(diagonal,
                   "dX keeps only the diagonal of the Jacobian: every input of the row moves every "
                   "output",
                   "X_nj moves Y_nd for j other than d, too"),
    WRONG_BACKWARD(not_divided, "dX lacks the factor 1 / S", "the quotient rule: what is below?"),
    WRONG_BACKWARD(input_for_output, "dX weighs dY with the input X where the output Y belongs",
                   "write the second term in terms of Y"),
    WRONG_BACKWARD(of_softmax, "dX is the gradient of the softmax", "there is no exponential here"),
    WRONG_BACKWARD(unweighted_mean,
                   "dX takes away the plain mean of dY, not the mean weighted by Y",
                   "which numbers weigh dY in the second term?"),
    WRONG_BACKWARD(over_matrix_backward, "dX is divided by the sum of the whole matrix",
                   "over which index does the sum run?"),
    WRONG_BACKWARD(negated, "dX has the wrong sign", "Y_nd grows with X_nd"),
    WRONG_BACKWARD(divided_twice, "dX is divided by S once too often",
                   "write the second term in terms of Y: how many S are left?"))
