/* SPDX-License-Identifier: MIT-0
 *
 * select: one element out of every row.
 *
 *     y_n = X[n, index_n]
 *
 * Shapes    X[N,D] and N indices give y[N]; dy is shaped like y, dX like X.
 * forward   Write to y_n the element of row n whose column is index_n.
 * backward  For every row, add the upstream gradient dy_n to the element of dX that was selected.
 *           The other elements of dX stay as they are.
 * jvp       Write the selected elements of X_tangent.
 * Indices   Different rows may have the same index. Return OP_BAD_INPUT where an index is not a
 *           column or index_count is not N. */
#include "contract.h"

op_status select_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *X = in[0];
    const size_t *index = attr->index;
    tensor *y = out;

    (void)X, (void)y, (void)index; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status select_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    const tensor *X = in[0];
    const tensor *y = out;
    const tensor *dy = dout;
    const size_t *index = attr->index;
    tensor *dX = din[0];

    (void)X, (void)y, (void)dy, (void)dX, (void)index;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status select_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                     const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *X = in[0];
    const tensor *y = out;
    const tensor *X_tangent = tangent[0];
    const size_t *index = attr->index;
    tensor *y_tangent = out_tangent;

    (void)X, (void)y, (void)X_tangent, (void)y_tangent, (void)index;
    return OP_NOT_IMPLEMENTED;
}
