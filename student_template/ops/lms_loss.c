/* SPDX-License-Identifier: MIT-0
 *
 * lms_loss: the loss of the least-mean-squares rule.
 *
 *     l = 1/2 (y - s)^2
 *
 * Shapes    s, the scores, and y, the constant targets, have the same shape, any; l and dl have it,
 *           too: one loss per element.
 * forward   Write half the square of the difference, element by element: no sum, no mean.
 * backward  y is constant: din[1] is NULL. Add to ds the upstream gradient dl times the derivative
 *           of the loss by s: the difference of s and y, and mind which is taken from which.
 * jvp       Write s_tangent times that same difference. tangent[1] is NULL. */
#include "contract.h"

op_status lms_loss_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *s = in[0];
    const tensor *y = in[1];
    tensor *l = out;

    (void)s, (void)y, (void)l, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status lms_loss_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                            const tensor *dout, tensor *const din[])
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
op_status lms_loss_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
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
