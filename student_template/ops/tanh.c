/* SPDX-License-Identifier: MIT-0
 *
 * tanh: the hyperbolic tangent, which maps all numbers to between -1 and 1.
 *
 *     y = 2 / (1 + e^-2x) - 1
 *
 * Shapes    x may have any shape; y, dy and dx have that same shape.
 * forward   Compute the hyperbolic tangent of every element: the formula as it stands, or an
 *           equal one that is more precise.
 * backward  Add to dx, element by element: the upstream gradient dy times one minus the square of
 *           the value y. It takes y, the output, and not x.
 * jvp       Write the tangent of x times one minus the square of y.
 * Stability Every finite x: 800 gives 1 and -800 gives -1, never inf or nan; near 0 the result
 *           keeps its full relative precision, where the formula loses digits in its last
 *           subtraction. */
#include "contract.h"

#include <math.h>

op_status tanh_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    tensor *y = out;

    (void)x, (void)y, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status tanh_backward(const tensor *const in[], const attributes *attr, const tensor *out,
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
op_status tanh_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                   const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *x_tangent = tangent[0];
    tensor *y_tangent = out_tangent;

    (void)x, (void)y, (void)x_tangent, (void)y_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
