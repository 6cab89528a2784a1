/* SPDX-License-Identifier: MIT-0
 *
 * half_squared_error: half the sum of the squared errors.
 *
 *     L = 1/2 sum (y - s)^2
 *
 * Shapes    y and s have the same shape, any. L is a scalar: one number, in data[0].
 * forward   Write half the sum of the squared differences of all elements.
 * backward  Both inputs get a gradient. Add to dy the upstream gradient dL, which is one number,
 *           times the difference y - s. Add to ds the negative of that.
 * jvp       Write the sum over all elements of the difference times the difference of the two
 *           tangents.
 * Memory    The two inputs may be one and the same tensor, and the two gradients then one and the
 *           same buffer. As you only ever add, both contributions arrive. */
#include "contract.h"

op_status half_squared_error_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *y = in[0];
    const tensor *s = in[1];
    tensor *L = out;

    (void)y, (void)s, (void)L, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status half_squared_error_backward(const tensor *const in[], const attributes *attr,
                                      const tensor *out, const tensor *dout, tensor *const din[])
{
    const tensor *y = in[0];
    const tensor *s = in[1];
    const tensor *L = out;
    const tensor *dL = dout;
    tensor *dy = din[0];
    tensor *ds = din[1];

    (void)y, (void)s, (void)L, (void)dL, (void)dy, (void)ds, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status half_squared_error_jvp(const tensor *const in[], const attributes *attr,
                                 const tensor *out, const tensor *const tangent[],
                                 tensor *out_tangent)
{
    const tensor *y = in[0];
    const tensor *s = in[1];
    const tensor *L = out;
    const tensor *y_tangent = tangent[0];
    const tensor *s_tangent = tangent[1];
    tensor *L_tangent = out_tangent;

    (void)y, (void)s, (void)L, (void)y_tangent, (void)s_tangent, (void)L_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
