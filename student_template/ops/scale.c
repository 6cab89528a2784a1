/* SPDX-License-Identifier: MIT-0
 *
 * scale: multiplies by a constant, the attribute k.
 *
 *     y = k x
 *
 * Shapes    x may have any shape; y, dy and dx have that same shape.
 * forward   Multiply every element by k.
 * backward  Add to dx, element by element: the upstream gradient dy times k. The constant k gets
 *           no gradient.
 * jvp       Write the tangent of x times k.
 * Stability k may be negative or 0. */
#include "contract.h"

#include <math.h>

op_status scale_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    const double k = attr->k;
    tensor *y = out;

    (void)x, (void)y, (void)k; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status scale_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                         const tensor *dout, tensor *const din[])
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *dy = dout;
    const double k = attr->k;
    tensor *dx = din[0];

    (void)x, (void)y, (void)dy, (void)dx, (void)k;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status scale_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                    const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *x_tangent = tangent[0];
    const double k = attr->k;
    tensor *y_tangent = out_tangent;

    (void)x, (void)y, (void)x_tangent, (void)y_tangent, (void)k;
    return OP_NOT_IMPLEMENTED;
}
