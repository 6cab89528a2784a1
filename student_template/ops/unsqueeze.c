/* SPDX-License-Identifier: MIT-0
 *
 * unsqueeze: puts in an axis of extent 1.
 *
 *     y = x with a new `axis`
 *
 * Shapes    y and dy have the extents of x and, in the place `axis`, one more of 1. The axis may be
 *           0 (in front of all) up to the rank of x (behind all).
 * forward   Write the same numbers in the same order.
 * backward  Add dy to dx, number by number: only the shapes differ.
 * jvp       Write the numbers of x_tangent in the same order. */
#include "contract.h"

op_status unsqueeze_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    const ptrdiff_t axis = attr->axis;
    tensor *y = out;

    (void)x, (void)y, (void)axis; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status unsqueeze_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                             const tensor *dout, tensor *const din[])
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *dy = dout;
    const ptrdiff_t axis = attr->axis;
    tensor *dx = din[0];

    (void)x, (void)y, (void)dy, (void)dx, (void)axis;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status unsqueeze_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                        const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *x_tangent = tangent[0];
    const ptrdiff_t axis = attr->axis;
    tensor *y_tangent = out_tangent;

    (void)x, (void)y, (void)x_tangent, (void)y_tangent, (void)axis;
    return OP_NOT_IMPLEMENTED;
}
