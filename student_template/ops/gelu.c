/* SPDX-License-Identifier: MIT-0
 *
 * gelu: the Gaussian error linear unit, exact and not by its approximation with tanh.
 *
 *     y = x Phi(x), where Phi(x) = erfc(-x / sqrt(2)) / 2
 *
 * Shapes    x may have any shape; y, dy and dx have that same shape.
 * forward   Multiply every element by the standard normal distribution function Phi of it: the
 *           probability that a standard normal variable lies below x.
 * backward  Add to dx, element by element: the upstream gradient dy times the sum of two terms,
 *           Phi of x, and x times the standard normal density at x. The density is e to the power
 *           of minus half the square of x, divided by the square root of two pi.
 * jvp       Write the tangent of x times the same sum.
 * Stability Every finite x. In the left tail 1 + erf(x / sqrt(2)) cancels to 0; with erfc, as
 *           above, all digits stay. */
#include "contract.h"

#include <math.h>

op_status gelu_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    tensor *y = out;

    (void)x, (void)y, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status gelu_backward(const tensor *const in[], const attributes *attr, const tensor *out,
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
op_status gelu_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                   const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *x_tangent = tangent[0];
    tensor *y_tangent = out_tangent;

    (void)x, (void)y, (void)x_tangent, (void)y_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
