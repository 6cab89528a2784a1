/* SPDX-License-Identifier: MIT-0
 *
 * logistic_tanh_loss: the loss of a neuron that answers tanh(s).
 *
 *     l = ln cosh(s) - y s
 *
 * Shapes    s, the scores, and y, the constant targets, have the same shape, any; l and dl have it,
 *           too: one loss per element.
 * forward   Write the logarithm of the hyperbolic cosine of the score, less target times score.
 * backward  y is constant: din[1] is NULL. Add to ds the upstream gradient dl times the difference
 *           of tanh(s) and y.
 * jvp       Write s_tangent times the difference of tanh(s) and y. tangent[1] is NULL.
 * Stability Right for any finite s, though cosh(s) overflows beyond 710: write cosh as a sum of two
 *           exponentials and take the larger one out of the logarithm. <math.h> has a logarithm of
 *           1 plus something small. */
#include "contract.h"

#include <math.h>

op_status logistic_tanh_loss_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *s = in[0];
    const tensor *y = in[1];
    tensor *l = out;

    (void)s, (void)y, (void)l, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status logistic_tanh_loss_backward(const tensor *const in[], const attributes *attr,
                                      const tensor *out, const tensor *dout, tensor *const din[])
{
    const tensor *s = in[0];
    const tensor *y = in[1];
    const tensor *l = out;
    const tensor *dl = dout;
    tensor *ds = din[0];

    (void)s, (void)y, (void)l, (void)dl, (void)ds, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status logistic_tanh_loss_jvp(const tensor *const in[], const attributes *attr,
                                 const tensor *out, const tensor *const tangent[],
                                 tensor *out_tangent)
{
    const tensor *s = in[0];
    const tensor *y = in[1];
    const tensor *l = out;
    const tensor *s_tangent = tangent[0];
    tensor *l_tangent = out_tangent;

    (void)s, (void)y, (void)l, (void)s_tangent, (void)l_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
