/* SPDX-License-Identifier: MIT-0
 *
 * squared_distance: the square of the Euclidean distance.
 *
 *     L = sum (ytilde - y)^2
 *
 * Shapes    y and ytilde have the same shape, any. L is a scalar: one number, in data[0].
 * forward   Write the sum of the squared differences of all elements: no 1/2, no mean, no root.
 * backward  Both inputs get a gradient. Add to dytilde the upstream gradient dL, which is one
 *           number, times twice the difference ytilde - y. Add to dy the negative of that.
 * jvp       Write the sum over all elements of twice the difference times the difference of the two
 *           tangents.
 * Memory    The two inputs may be one and the same tensor, and the two gradients then one and the
 *           same buffer. As you only ever add, both contributions arrive. */
#include "contract.h"

op_status squared_distance_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *y = in[0];
    const tensor *ytilde = in[1];
    tensor *L = out;

    (void)y, (void)ytilde, (void)L, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status squared_distance_backward(const tensor *const in[], const attributes *attr,
                                    const tensor *out, const tensor *dout, tensor *const din[])
{
    const tensor *y = in[0];
    const tensor *ytilde = in[1];
    const tensor *L = out;
    const tensor *dL = dout;
    tensor *dy = din[0];
    tensor *dytilde = din[1];

    (void)y, (void)ytilde, (void)L, (void)dL, (void)dy, (void)dytilde, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status squared_distance_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                               const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *y = in[0];
    const tensor *ytilde = in[1];
    const tensor *L = out;
    const tensor *y_tangent = tangent[0];
    const tensor *ytilde_tangent = tangent[1];
    tensor *L_tangent = out_tangent;

    (void)y, (void)ytilde, (void)L, (void)y_tangent, (void)ytilde_tangent, (void)L_tangent,
        (void)attr;
    return OP_NOT_IMPLEMENTED;
}
