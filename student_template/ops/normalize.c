/* SPDX-License-Identifier: MIT-0
 *
 * normalize: divides every row by its sum.
 *
 *     Y_nd = X_nd / S_n, where S_n = sum_j X_nj
 *
 * Shapes    X[N,D], whose rows have sums other than 0, gives Y[N,D]; dY and dX have that same
 *           shape.
 * forward   Divide every element by the sum of its own row.
 * backward  An element acts on all of its row, because it is a part of S_n. Add to it the direct
 *           share, dY_nd over S_n, less the share through the sum, which is the same for the whole
 *           row: row n of dY times row n of X, over the square of S_n.
 * jvp       Write the tangent of X_nd over S_n, less X_nd times the sum of the row of X_tangent
 *           over the square of S_n.
 * Check     Scaling a row changes nothing, so what you add to a row of dX has inner product 0 with
 *           that row of X. */
#include "contract.h"

op_status normalize_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *X = in[0];
    tensor *Y = out;

    (void)X, (void)Y, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status normalize_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                             const tensor *dout, tensor *const din[])
{
    const tensor *X = in[0];
    const tensor *Y = out;
    const tensor *dY = dout;
    tensor *dX = din[0];

    (void)X, (void)Y, (void)dY, (void)dX, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status normalize_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                        const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *X = in[0];
    const tensor *Y = out;
    const tensor *X_tangent = tangent[0];
    tensor *Y_tangent = out_tangent;

    (void)X, (void)Y, (void)X_tangent, (void)Y_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
