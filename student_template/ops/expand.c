/* SPDX-License-Identifier: MIT-0
 *
 * expand: repeats x along an axis of extent 1.
 *
 *     y = x, `repeats` times along `axis`
 *
 * Shapes    x may have any rank from 1 up, with extent 1 along the axis; y and dy are shaped like x
 *           but for the extent `repeats` along the axis.
 * forward   Write a copy of x to every position along the axis.
 * backward  An element of x gets the upstream gradients of all its copies: add to it their sum (not
 *           their mean, and not that of one copy only).
 * jvp       Write copies of x_tangent in the same way.
 * Memory    The axis may be the first, the last, or in between. See y as [outer][repeats][inner],
 *           outer being the product of the extents before the axis and inner of those behind it. */
#include "contract.h"

op_status expand_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    const ptrdiff_t axis = attr->axis;
    const size_t repeats = attr->repeats;
    tensor *y = out;

    (void)x, (void)y, (void)axis, (void)repeats; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status expand_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *dy = dout;
    const ptrdiff_t axis = attr->axis;
    const size_t repeats = attr->repeats;
    tensor *dx = din[0];

    (void)x, (void)y, (void)dy, (void)dx, (void)axis, (void)repeats;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status expand_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                     const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *x_tangent = tangent[0];
    const ptrdiff_t axis = attr->axis;
    const size_t repeats = attr->repeats;
    tensor *y_tangent = out_tangent;

    (void)x, (void)y, (void)x_tangent, (void)y_tangent, (void)axis, (void)repeats;
    return OP_NOT_IMPLEMENTED;
}
