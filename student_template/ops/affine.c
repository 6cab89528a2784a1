/* SPDX-License-Identifier: MIT-0
 *
 * affine: a layer with weights and biases.
 *
 *     Y_nm = sum_d X_nd W_dm + b_m
 *
 * Shapes    X[N,D], a batch of N rows, W[D,M] and b[M] give Y[N,M]; dY is shaped like Y.
 * forward   Write the matrix product of X and W, and b added to each of its rows.
 * backward  Add to dX the matrix product of dY and the transpose of W; to dW that of the transpose
 *           of X and dY; and to every element of db the sum of its column of dY (a sum, not a
 *           mean).
 * jvp       Write the product of X_tangent and W, plus that of X and W_tangent, plus b_tangent in
 *           every row. */
#include "contract.h"

op_status affine_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *X = in[0];
    const tensor *W = in[1];
    const tensor *b = in[2];
    tensor *Y = out;

    (void)X, (void)W, (void)b, (void)Y, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status affine_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    const tensor *X = in[0];
    const tensor *W = in[1];
    const tensor *b = in[2];
    const tensor *Y = out;
    const tensor *dY = dout;
    tensor *dX = din[0];
    tensor *dW = din[1];
    tensor *db = din[2];

    (void)X, (void)W, (void)b, (void)Y, (void)dY, (void)dX, (void)dW, (void)db, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status affine_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                     const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *X = in[0];
    const tensor *W = in[1];
    const tensor *b = in[2];
    const tensor *Y = out;
    const tensor *X_tangent = tangent[0];
    const tensor *W_tangent = tangent[1];
    const tensor *b_tangent = tangent[2];
    tensor *Y_tangent = out_tangent;

    (void)X, (void)W, (void)b, (void)Y, (void)X_tangent, (void)W_tangent, (void)b_tangent,
        (void)Y_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
