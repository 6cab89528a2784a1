/* SPDX-License-Identifier: MIT-0
 *
 * relu_c: a rectified linear unit that starts to rise at the attribute c.
 *
 *     y = max(0, x - c)
 *
 * Shapes    x may have any shape; y, dy and dx have that same shape.
 * forward   Where x is above c the result is x minus c; everywhere else it is 0.
 * backward  Add to dx, element by element: the upstream gradient dy where x is above c. Add
 *           nothing elsewhere: at the kink, x = c, the derivative is taken to be 0. The constant
 *           c gets no gradient.
 * jvp       Write the tangent of x where x is above c, and 0 elsewhere.
 * Stability c may be negative or 0. */
#include "contract.h"

#include <math.h>

op_status relu_c_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    const double c = attr->c;
    tensor *y = out;

    (void)x, (void)y, (void)c; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status relu_c_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *dy = dout;
    const double c = attr->c;
    tensor *dx = din[0];

    (void)x, (void)y, (void)dy, (void)dx, (void)c;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status relu_c_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                     const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *x_tangent = tangent[0];
    const double c = attr->c;
    tensor *y_tangent = out_tangent;

    (void)x, (void)y, (void)x_tangent, (void)y_tangent, (void)c;
    return OP_NOT_IMPLEMENTED;
}
