/* log_softmax: Y_nc = X_nc - ln sum_j e^X_nj, for logits X[N,C]: the logarithm of softmax.
 *
 * With p = e^Y, the softmax of the row:
 * backward: dX_nc += dY_nc - p_nc sum_j dY_nj
 * jvp:      Y'_nc = X'_nc - sum_j p_nj X'_nj */
#include "contract.h"
#include "row.h"
#include "shape.h"

static bool fits(const tensor *X, const tensor *Y)
{
    return X->rank == 2 && same_shape(X, Y);
}

op_status log_softmax_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *X = in[0];
    if (!fits(X, out))
        return OP_BAD_INPUT;
    size_t N = X->dims[0], C = X->dims[1];
    for (size_t n = 0; n < N; n++) {
        const double *x = X->data + n * C;
        double *y = out->data + n * C;
        double max = row_max(x, C), log_sum = log(row_exp_sum(x, C, max));
        for (size_t c = 0; c < C; c++)
            y[c] = x[c] - max - log_sum;
    }
    return OP_OK;
}

op_status log_softmax_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                               const tensor *dout, tensor *const din[])
{
    (void)attr;
    const tensor *X = in[0];
    tensor *dX = din[0];
    if (!fits(X, dout))
        return OP_BAD_INPUT;
    size_t N = X->dims[0], C = X->dims[1];
    for (size_t n = 0; dX && n < N; n++) {
        const double *y = out->data + n * C, *dy = dout->data + n * C;
        double *dx = dX->data + n * C, dy_sum = 0;
        for (size_t c = 0; c < C; c++)
            dy_sum += dy[c];
        for (size_t c = 0; c < C; c++)
            dx[c] += dy[c] - exp(y[c]) * dy_sum;
    }
    return OP_OK;
}

op_status log_softmax_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *const tangent[], tensor *out_tangent)
{
    (void)attr;
    const tensor *X = in[0], *X_tangent = tangent[0];
    if (!fits(X, out_tangent))
        return OP_BAD_INPUT;
    tensor_fill(out_tangent, 0);
    size_t N = X->dims[0], C = X->dims[1];
    for (size_t n = 0; X_tangent && n < N; n++) {
        const double *y = out->data + n * C, *x_tangent = X_tangent->data + n * C;
        double *y_tangent = out_tangent->data + n * C, mean = 0;
        for (size_t c = 0; c < C; c++)
            mean += exp(y[c]) * x_tangent[c];
        for (size_t c = 0; c < C; c++)
            y_tangent[c] = x_tangent[c] - mean;
    }
    return OP_OK;
}
