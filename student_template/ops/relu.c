/* SPDX-License-Identifier: MIT-0
 *
 * relu: the rectified linear unit.
 *
 *     y = max(0, x)
 *
 * Shapes    x may have any shape; y, dy and dx have that same shape.
 * forward   Keep every positive element, and replace all others by 0.
 * backward  Add to dx, element by element: the upstream gradient dy where x is positive. Add
 *           nothing elsewhere: at the kink, x = 0, the derivative is taken to be 0.
 * jvp       Write the tangent of x where x is positive, and 0 elsewhere.
 * Stability Exact for every x. */
#include "contract.h"

#include <math.h>

op_status relu_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    tensor *y = out;

    (void)x, (void)y, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status relu_backward(const tensor *const in[], const attributes *attr, const tensor *out,
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
op_status relu_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                   const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *x_tangent = tangent[0];
    tensor *y_tangent = out_tangent;

    (void)x, (void)y, (void)x_tangent, (void)y_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
