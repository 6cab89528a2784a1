/* SPDX-License-Identifier: MIT-0
 *
 * exp: the exponential function.
 *
 *     y = e^x
 *
 * Shapes    x may have any shape; y, dy and dx have that same shape.
 * forward   Raise e to the power of every element.
 * backward  Add to dx, element by element: the upstream gradient dy times the value y that
 *           forward computed, as the exponential function is its own derivative.
 * jvp       Write the tangent of x times y.
 * Stability Far left y underflows to 0, and so may the gradient; neither may become nan. */
#include "contract.h"

#include <math.h>

op_status exp_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    tensor *y = out;

    (void)x, (void)y, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status exp_backward(const tensor *const in[], const attributes *attr, const tensor *out,
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
op_status exp_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                  const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *x_tangent = tangent[0];
    tensor *y_tangent = out_tangent;

    (void)x, (void)y, (void)x_tangent, (void)y_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
