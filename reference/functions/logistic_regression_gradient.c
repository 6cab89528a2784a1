/* logistic_regression_gradient: dw = 1/B sum_i (yhat_i - y_i) X_i, for X[B,D], y[B], yhat[B];
 * dw[D].
 *
 * It is the gradient by w of the mean of -(y ln yhat + (1 - y) ln(1 - yhat)), where yhat =
 * sigma(X w): the slope of sigma cancels against the denominators of the logarithms' derivatives.
 */
#include "functions.h"
#include "shape.h"

op_status logistic_regression_gradient(const tensor *const in[], const settings *set,
                                       tensor *const out[])
{
    (void)set;
    const tensor *X = in[0], *y = in[1], *yhat = in[2];
    tensor *dw = out[0];
    if (X->rank != 2 || !is_vector(y, X->dims[0]) || !same_shape(y, yhat) ||
        !is_vector(dw, X->dims[1]))
        return OP_BAD_INPUT;
    const size_t B = X->dims[0], D = X->dims[1];
    tensor_fill(dw, 0);
    for (size_t i = 0; i < B; i++)
        for (size_t d = 0; d < D; d++)
            dw->data[d] += (yhat->data[i] - y->data[i]) * X->data[i * D + d] / (double)B;
    return OP_OK;
}
