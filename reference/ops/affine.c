/* affine: Y = X W + b, for X[N,D], W[D,M], b[M]; b is added to every row.
 *
 * backward: dX += dY W^T, dW += X^T dY, db += sum of dY over its rows
 * jvp:      Y' = X' W + X W' + b' */
#include "axis.h"
#include "contract.h"
#include "products.h"
#include "shape.h"

static bool fits(const tensor *const in[], const tensor *Y)
{
    const tensor *X = in[0], *W = in[1], *b = in[2];
    return X->rank == 2 && W->rank == 2 && X->dims[1] == W->dims[0] && is_vector(b, W->dims[1]) &&
           is_matrix(Y, X->dims[0], W->dims[1]);
}

op_status affine_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *X = in[0], *W = in[1], *b = in[2];
    if (!fits(in, out))
        return OP_BAD_INPUT;
    tensor_fill(out, 0);
    product_add_ab(X, W, out);
    axis_spread_add(axis_of(out, 0), 1, b->data, out->data);
    return OP_OK;
}

op_status affine_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *X = in[0], *W = in[1];
    tensor *dX = din[0], *dW = din[1], *db = din[2];
    if (!fits(in, dout))
        return OP_BAD_INPUT;
    if (dX)
        product_add_abt(dout, W, dX);
    if (dW)
        product_add_atb(X, dout, dW);
    if (db)
        axis_reduce_add(axis_of(dout, 0), 1, dout->data, db->data);
    return OP_OK;
}

op_status affine_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                     const tensor *const tangent[], tensor *out_tangent)
{
    (void)attr, (void)out;
    const tensor *X = in[0], *W = in[1];
    const tensor *X_tangent = tangent[0], *W_tangent = tangent[1], *b_tangent = tangent[2];
    if (!fits(in, out_tangent))
        return OP_BAD_INPUT;
    tensor_fill(out_tangent, 0);
    if (X_tangent)
        product_add_ab(X_tangent, W, out_tangent);
    if (W_tangent)
        product_add_ab(X, W_tangent, out_tangent);
    if (b_tangent)
        axis_spread_add(axis_of(out_tangent, 0), 1, b_tangent->data, out_tangent->data);
    return OP_OK;
}
