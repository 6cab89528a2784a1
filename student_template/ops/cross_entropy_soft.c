/* SPDX-License-Identifier: MIT-0
 *
 * cross_entropy_soft: cross-entropy of probabilities with target distributions.
 *
 *     l_n = -sum_c y_nc ln p_nc
 *
 * Shapes    p[N,C], probabilities above 0, and the constant targets y[N,C] give l[N]; dl is shaped
 *           like l, dp like p.
 * forward   Write for every row the negative sum of the logarithms, weighted with the targets: no
 *           mean over the rows.
 * backward  y is constant: din[1] is NULL. Subtract from every element of dp the upstream gradient
 *           dl_n of its row times its target over its probability.
 * jvp       Write for every row the negative sum of p_tangent times target over probability.
 *           tangent[1] is NULL. */
#include "contract.h"

#include <math.h>

op_status cross_entropy_soft_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *p = in[0];
    const tensor *y = in[1];
    tensor *l = out;

    (void)p, (void)y, (void)l, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status cross_entropy_soft_backward(const tensor *const in[], const attributes *attr,
                                      const tensor *out, const tensor *dout, tensor *const din[])
{
    const tensor *p = in[0];
    const tensor *y = in[1];
    const tensor *l = out;
    const tensor *dl = dout;
    tensor *dp = din[0];

    (void)p, (void)y, (void)l, (void)dl, (void)dp, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status cross_entropy_soft_jvp(const tensor *const in[], const attributes *attr,
                                 const tensor *out, const tensor *const tangent[],
                                 tensor *out_tangent)
{
    const tensor *p = in[0];
    const tensor *y = in[1];
    const tensor *l = out;
    const tensor *p_tangent = tangent[0];
    tensor *l_tangent = out_tangent;

    (void)p, (void)y, (void)l, (void)p_tangent, (void)l_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
