/* SPDX-License-Identifier: MIT-0
 *
 * leaky_relu: a rectified linear unit that lets a little through, by the attribute slope.
 *
 *     y = x if x > 0, else slope x
 *
 * Shapes    x may have any shape; y, dy and dx have that same shape.
 * forward   Keep every positive element, and multiply all others by slope.
 * backward  Add to dx, element by element: the upstream gradient dy where x is positive, and
 *           slope times dy elsewhere: at the kink, x = 0, the derivative is taken to be slope.
 *           The constant slope gets no gradient.
 * jvp       Write the tangent of x where x is positive, and slope times it elsewhere.
 * Stability slope may be any number: it is usually 0.01 or 0.1. */
#include "contract.h"

#include <math.h>

op_status leaky_relu_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *x = in[0];
    const double slope = attr->slope;
    tensor *y = out;

    (void)x, (void)y, (void)slope; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status leaky_relu_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                              const tensor *dout, tensor *const din[])
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *dy = dout;
    const double slope = attr->slope;
    tensor *dx = din[0];

    (void)x, (void)y, (void)dy, (void)dx, (void)slope;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status leaky_relu_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                         const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *x = in[0];
    const tensor *y = out;
    const tensor *x_tangent = tangent[0];
    const double slope = attr->slope;
    tensor *y_tangent = out_tangent;

    (void)x, (void)y, (void)x_tangent, (void)y_tangent, (void)slope;
    return OP_NOT_IMPLEMENTED;
}
