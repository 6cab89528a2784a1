/* SPDX-License-Identifier: MIT-0
 *
 * mean: the mean along an axis, or of all elements.
 *
 *     y = mean of x over `axis`
 *
 * Shapes    x may have any shape; y and dy have the same one without the axis, or are scalars where
 *           axis is ALL_AXES.
 * forward   Write to every element of y the mean of the elements of x along the axis.
 * backward  Add to every element of dx the upstream gradient of the one mean that it is part of,
 *           divided by the number of elements in that mean.
 * jvp       Write the means of x_tangent along the axis.
 * Memory    See x as [outer][length][inner]: length is the extent of the axis, outer the product of
 *           the extents before it, inner of those behind it. Then y is [outer][inner]. For
 *           ALL_AXES, length is the number of all elements, outer and inner are 1. */
#include "contract.h"

op_status mean_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    const ptrdiff_t axis = attr->axis;
    tensor *y = out;

    (void)x, (void)y, (void)axis; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status mean_backward(const tensor *const in[], const attributes *attr, const tensor *out,
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
op_status mean_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
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
