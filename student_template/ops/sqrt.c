/* SPDX-License-Identifier: MIT-0
 *
 * sqrt: the square root.
 *
 *     y = sqrt(x)
 *
 * Shapes    x may have any shape; y, dy and dx have that same shape.
 * forward   Take the square root of every element. Every x is above 0.
 * backward  Add to dx, element by element: the upstream gradient dy divided by twice the root y
 *           that forward computed.
 * jvp       Write the tangent of x divided by twice y.
 * Stability Exact for x as small as 1e-12 too. */
#include "contract.h"

#include <math.h>

op_status sqrt_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    tensor *y = out;

    (void)x, (void)y, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status sqrt_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                        const tensor *dout, tensor *const din[])
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *dy = dout;
    tensor *dx = din[0];

    (void)x, (void)y, (void)dy, (void)dx, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status sqrt_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                   const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *x_tangent = tangent[0];
    tensor *y_tangent = out_tangent;

    (void)x, (void)y, (void)x_tangent, (void)y_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
