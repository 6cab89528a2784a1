/* SPDX-License-Identifier: MIT-0
 *
 * prob_to_prob_vector: the probability of an event as a distribution over two.
 *
 *     p_n = (z_n, 1 - z_n)
 *
 * Shapes    z[N,1] gives p[N,2]; dp is shaped like p, dz like z.
 * forward   Write z_n to the first column and what is missing to 1 to the second.
 * backward  z_n goes into both columns, into the second with a minus sign: add to dz_n the upstream
 *           gradient of the first column less that of the second.
 * jvp       Write the tangent of z_n to the first column, its negative to the second. */
#include "contract.h"

op_status prob_to_prob_vector_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *z = in[0];
    tensor *p = out;

    (void)z, (void)p, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status prob_to_prob_vector_backward(const tensor *const in[], const attributes *attr,
                                       const tensor *out, const tensor *dout, tensor *const din[])
{
    const tensor *z = in[0];
    const tensor *p = out;
    const tensor *dp = dout;
    tensor *dz = din[0];

    (void)z, (void)p, (void)dp, (void)dz, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status prob_to_prob_vector_jvp(const tensor *const in[], const attributes *attr,
                                  const tensor *out, const tensor *const tangent[],
                                  tensor *out_tangent)
{
    const tensor *z = in[0];
    const tensor *p = out;
    const tensor *z_tangent = tangent[0];
    tensor *p_tangent = out_tangent;

    (void)z, (void)p, (void)z_tangent, (void)p_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
