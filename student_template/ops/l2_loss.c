/* SPDX-License-Identifier: MIT-0
 *
 * l2_loss: the squared error of every row.
 *
 *     l_n = (y_n - yhat_n)^2
 *
 * Shapes    y[N,1] and yhat[N,1] give l[N,1], a loss for every row; dl has that same shape.
 * forward   Square the difference in every row: no sum, no mean.
 * backward  Both inputs get a gradient. Add to dy_n the upstream gradient dl_n times twice the
 *           difference y_n - yhat_n. Add to dyhat_n the negative of that.
 * jvp       Write twice the difference times the difference of the two tangents.
 * Memory    The two inputs may be one and the same tensor, and the two gradients then one and the
 *           same buffer. As you only ever add, both contributions arrive. */
#include "contract.h"

op_status l2_loss_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *y = in[0];
    const tensor *yhat = in[1];
    tensor *l = out;

    (void)y, (void)yhat, (void)l, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status l2_loss_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                           const tensor *dout, tensor *const din[])
{
    const tensor *y = in[0];
    const tensor *yhat = in[1];
    const tensor *l = out;
    const tensor *dl = dout;
    tensor *dy = din[0];
    tensor *dyhat = din[1];

    (void)y, (void)yhat, (void)l, (void)dl, (void)dy, (void)dyhat, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status l2_loss_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                      const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *y = in[0];
    const tensor *yhat = in[1];
    const tensor *l = out;
    const tensor *y_tangent = tangent[0];
    const tensor *yhat_tangent = tangent[1];
    tensor *l_tangent = out_tangent;

    (void)y, (void)yhat, (void)l, (void)y_tangent, (void)yhat_tangent, (void)l_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
