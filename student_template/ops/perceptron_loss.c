/* SPDX-License-Identifier: MIT-0
 *
 * perceptron_loss: the loss of the perceptron rule.
 *
 *     l = (sign(s) - y) s
 *
 * Shapes    s, the scores, and y, the constant targets +1 or -1, have the same shape, any; l and dl
 *           have it, too: one loss per element.
 * forward   Take sign(s) as 1 or -1, and as 0 where s = 0, less the target, times s. A right sign
 *           costs nothing.
 * backward  y is constant: din[1] is NULL. Add to ds the upstream gradient dl times the difference
 *           of sign(s) and y. sign(s) counts as a constant, and sign(0) = 0.
 * jvp       Write s_tangent times the difference of sign(s) and y. tangent[1] is NULL. */
#include "contract.h"

op_status perceptron_loss_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *s = in[0];
    const tensor *y = in[1];
    tensor *l = out;

    (void)s, (void)y, (void)l, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status perceptron_loss_backward(const tensor *const in[], const attributes *attr,
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
op_status perceptron_loss_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                              const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *s = in[0];
    const tensor *y = in[1];
    const tensor *l = out;
    const tensor *s_tangent = tangent[0];
    tensor *l_tangent = out_tangent;

    (void)s, (void)y, (void)l, (void)s_tangent, (void)l_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
