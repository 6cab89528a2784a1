/* select: y_n = X[n, index_n], for X[N,D]; y[N].
 *
 * backward: dX[n, index_n] += dy_n
 * jvp:      y'_n = X'[n, index_n] */
#include "contract.h"
#include "shape.h"

static bool fits(const tensor *X, const attributes *attr, const tensor *y)
{
    return indices_fit(X, attr) && is_vector(y, X->dims[0]);
}

op_status select_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *X = in[0];
    if (!fits(X, attr, out))
        return OP_BAD_INPUT;
    size_t N = X->dims[0], D = X->dims[1];
    for (size_t n = 0; n < N; n++)
        out->data[n] = X->data[n * D + attr->index[n]];
    return OP_OK;
}

op_status select_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    (void)out;
    const tensor *X = in[0];
    tensor *dX = din[0];
    if (!fits(X, attr, dout))
        return OP_BAD_INPUT;
    size_t N = X->dims[0], D = X->dims[1];
    for (size_t n = 0; dX && n < N; n++)
        dX->data[n * D + attr->index[n]] += dout->data[n];
    return OP_OK;
}

op_status select_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                     const tensor *const tangent[], tensor *out_tangent)
{
    (void)out;
    const tensor *X = in[0], *X_tangent = tangent[0];
    if (!fits(X, attr, out_tangent))
        return OP_BAD_INPUT;
    size_t N = X->dims[0], D = X->dims[1];
    for (size_t n = 0; n < N; n++)
        out_tangent->data[n] = X_tangent ? X_tangent->data[n * D + attr->index[n]] : 0;
    return OP_OK;
}
