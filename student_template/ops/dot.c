/* SPDX-License-Identifier: MIT-0
 *
 * dot: the inner product of two vectors.
 *
 *     y = sum_i r_i h_i
 *
 * Shapes    r[n] and h[n] give a scalar y: one number, in data[0]. dy is one number, too.
 * forward   Multiply the elements of r and h that meet, and write their sum.
 * backward  Add to dr the vector h times the upstream gradient dy. Add to dh the vector r times dy.
 * jvp       Write the inner product of r_tangent and h plus that of r and h_tangent.
 * Memory    The two inputs may be one and the same tensor, and the two gradients then one and the
 *           same buffer. As you only ever add, both contributions arrive. */
#include "contract.h"

op_status dot_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *r = in[0];
    const tensor *h = in[1];
    tensor *y = out;

    (void)r, (void)h, (void)y, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status dot_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                       const tensor *dout, tensor *const din[])
{
    const tensor *r = in[0];
    const tensor *h = in[1];
    const tensor *y = out;
    const tensor *dy = dout;
    tensor *dr = din[0];
    tensor *dh = din[1];

    (void)r, (void)h, (void)y, (void)dy, (void)dr, (void)dh, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status dot_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                  const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *r = in[0];
    const tensor *h = in[1];
    const tensor *y = out;
    const tensor *r_tangent = tangent[0];
    const tensor *h_tangent = tangent[1];
    tensor *y_tangent = out_tangent;

    (void)r, (void)h, (void)y, (void)r_tangent, (void)h_tangent, (void)y_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
