/* normalize: Y_nd = X_nd / S_n with S_n = sum_j X_nj, not 0, for X[N,D]: every row then sums to 1.
 *
 * S_n depends on the whole row, so that the Jacobian of a row is not diagonal:
 * backward: dX_nd += (dY_nd - sum_j dY_nj Y_nj) / S_n
 * jvp:      Y'_nd = (X'_nd - Y_nd sum_j X'_nj) / S_n */
#include "contract.h"
#include "row.h"
#include "shape.h"

static bool fits(const tensor *X, const tensor *Y)
{
    return X->rank == 2 && same_shape(X, Y);
}

static double row_sum(const double *x, size_t count)
{
    double sum = 0;
    for (size_t d = 0; d < count; d++)
        sum += x[d];
    return sum;
}

op_status normalize_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *X = in[0];
    if (!fits(X, out))
        return OP_BAD_INPUT;
    size_t N = X->dims[0], D = X->dims[1];
    for (size_t n = 0; n < N; n++) {
        const double *x = X->data + n * D;
        double *y = out->data + n * D, S = row_sum(x, D);
        for (size_t d = 0; d < D; d++)
            y[d] = x[d] / S;
    }
    return OP_OK;
}

op_status normalize_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                             const tensor *dout, tensor *const din[])
{
    (void)attr;
    const tensor *X = in[0];
    tensor *dX = din[0];
    if (!fits(X, dout))
        return OP_BAD_INPUT;
    size_t N = X->dims[0], D = X->dims[1];
    for (size_t n = 0; dX && n < N; n++) {
        const double *y = out->data + n * D, *dy = dout->data + n * D;
        double *dx = dX->data + n * D, S = row_sum(X->data + n * D, D);
        double mixed = row_dot(dy, y, D);
        for (size_t d = 0; d < D; d++)
            dx[d] += (dy[d] - mixed) / S;
    }
    return OP_OK;
}

op_status normalize_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                        const tensor *const tangent[], tensor *out_tangent)
{
    (void)attr;
    const tensor *X = in[0], *X_tangent = tangent[0];
    if (!fits(X, out_tangent))
        return OP_BAD_INPUT;
    tensor_fill(out_tangent, 0);
    size_t N = X->dims[0], D = X->dims[1];
    for (size_t n = 0; X_tangent && n < N; n++) {
        const double *y = out->data + n * D, *x_tangent = X_tangent->data + n * D;
        double *y_tangent = out_tangent->data + n * D, S = row_sum(X->data + n * D, D);
        double S_tangent = row_sum(x_tangent, D);
        for (size_t d = 0; d < D; d++)
            y_tangent[d] = (x_tangent[d] - y[d] * S_tangent) / S;
    }
    return OP_OK;
}
