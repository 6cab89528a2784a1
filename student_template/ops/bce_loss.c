/* SPDX-License-Identifier: MIT-0
 *
 * bce_loss: binary cross-entropy of probabilities.
 *
 *     L = mean of -(y ln p + (1 - y) ln(1 - p))
 *
 * Shapes    The constant targets y in [0,1] come first; the probabilities p in (0,1) have the same
 *           shape, any. L is a scalar: one number, in data[0].
 * forward   Write the mean over all elements.
 * backward  y is constant: din[0] is NULL. Add to dp the upstream gradient dL, which is one number,
 *           times the difference p - y, divided by the product of p and 1 - p and by the number of
 *           all elements.
 * jvp       Write the mean over all elements of p_tangent times p - y over the product of p and 1 -
 *           p. tangent[0] is NULL.
 * Stability Right for p down to 1e-12 from either end. Neither clamp p nor add a little inside the
 *           logarithms: both falsify the loss. 1 - p rounds for small p; <math.h> has a logarithm
 *           of 1 plus something small. */
#include "contract.h"

#include <math.h>

op_status bce_loss_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *y = in[0];
    const tensor *p = in[1];
    tensor *L = out;

    (void)y, (void)p, (void)L, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status bce_loss_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                            const tensor *dout, tensor *const din[])
{
    const tensor *y = in[0];
    const tensor *p = in[1];
    const tensor *L = out;
    const tensor *dL = dout;
    tensor *dp = din[1];

    (void)y, (void)p, (void)L, (void)dL, (void)dp, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status bce_loss_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                       const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *y = in[0];
    const tensor *p = in[1];
    const tensor *L = out;
    const tensor *p_tangent = tangent[1];
    tensor *L_tangent = out_tangent;

    (void)y, (void)p, (void)L, (void)p_tangent, (void)L_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
