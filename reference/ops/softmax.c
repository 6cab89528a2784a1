/* softmax: Y_nc = e^X_nc / sum_j e^X_nj, for logits X[N,C]: every row is a probability vector.
 *
 * The Jacobian of a row is symmetric, dY_j/dX_k = Y_j (1{j=k} - Y_k), which gives
 * backward: dX_nc += Y_nc (dY_nc - sum_j dY_nj Y_nj)
 * jvp:      Y'_nc = Y_nc (X'_nc - sum_j X'_nj Y_nj) */
#include "contract.h"
#include "row.h"
#include "shape.h"

static bool fits(const tensor *X, const tensor *Y)
{
    return X->rank == 2 && same_shape(X, Y);
}

/* result += J v for the Jacobian J at the row y. */
static void add_jacobian_product(const double *y, const double *v, double *result, size_t C)
{
    double mixed = row_dot(v, y, C);
    for (size_t c = 0; c < C; c++)
        result[c] += y[c] * (v[c] - mixed);
}

op_status softmax_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *X = in[0];
    if (!fits(X, out))
        return OP_BAD_INPUT;
    size_t N = X->dims[0], C = X->dims[1];
    for (size_t n = 0; n < N; n++) {
        const double *x = X->data + n * C;
        double *y = out->data + n * C;
        double max = row_max(x, C), sum = row_exp_sum(x, C, max);
        for (size_t c = 0; c < C; c++)
            y[c] = exp(x[c] - max) / sum;
    }
    return OP_OK;
}

op_status softmax_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                           const tensor *dout, tensor *const din[])
{
    (void)attr;
    const tensor *X = in[0];
    tensor *dX = din[0];
    if (!fits(X, dout))
        return OP_BAD_INPUT;
    size_t N = X->dims[0], C = X->dims[1];
    for (size_t n = 0; dX && n < N; n++)
        add_jacobian_product(out->data + n * C, dout->data + n * C, dX->data + n * C, C);
    return OP_OK;
}

op_status softmax_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                      const tensor *const tangent[], tensor *out_tangent)
{
    (void)attr;
    const tensor *X = in[0], *X_tangent = tangent[0];
    if (!fits(X, out_tangent))
        return OP_BAD_INPUT;
    tensor_fill(out_tangent, 0);
    size_t N = X->dims[0], C = X->dims[1];
    for (size_t n = 0; X_tangent && n < N; n++)
        add_jacobian_product(out->data + n * C, X_tangent->data + n * C, out_tangent->data + n * C,
                             C);
    return OP_OK;
}
