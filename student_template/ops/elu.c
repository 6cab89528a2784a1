/* SPDX-License-Identifier: MIT-0
 *
 * elu: the exponential linear unit, which falls to -c on the left; c is an attribute.
 *
 *     y = x if x >= 0, else c (e^x - 1)
 *
 * Shapes    x may have any shape; y, dy and dx have that same shape.
 * forward   Keep every element that is 0 or more; of all others take e to their power, subtract 1
 *           and multiply by c.
 * backward  Add to dx, element by element: the upstream gradient dy where x is 0 or more, and
 *           elsewhere dy times c times e to the power of x: at the kink, x = 0, the derivative is
 *           taken to be 1. The constant c gets no gradient.
 * jvp       Write the tangent of x where x is 0 or more, and elsewhere that tangent times c times
 *           e to the power of x.
 * Stability Far left y is -c; near 0 the result keeps its relative precision, where e^x - 1 loses
 *           digits: math.h has a function for this difference. */
#include "contract.h"

#include <math.h>

op_status elu_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    const double c = attr->c;
    tensor *y = out;

    (void)x, (void)y, (void)c; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status elu_backward(const tensor *const in[], const attributes *attr, const tensor *out,
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
op_status elu_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
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
