/* SPDX-License-Identifier: MIT-0
 *
 * sigmoid: the logistic function, which maps all numbers to between 0 and 1.
 *
 *     y = 1 / (1 + e^-x)
 *
 * Shapes    x may have any shape; y, dy and dx have that same shape.
 * forward   Apply the formula to every element, rearranged where it would overflow: see
 *           stability.
 * backward  Add to dx, element by element: the upstream gradient dy times the value y times one
 *           minus y. It takes y, the output, and not x.
 * jvp       Write the tangent of x times y times one minus y.
 * Stability Every finite x: 800 gives 1 and -800 gives 0, never inf or nan, and -40 still gives
 *           e^-40 to full precision. Left of 0 multiply numerator and denominator by e^x. */
#include "contract.h"

#include <math.h>

op_status sigmoid_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    tensor *y = out;

    (void)x, (void)y, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status sigmoid_backward(const tensor *const in[], const attributes *attr, const tensor *out,
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
op_status sigmoid_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                      const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *x_tangent = tangent[0];
    tensor *y_tangent = out_tangent;

    (void)x, (void)y, (void)x_tangent, (void)y_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
