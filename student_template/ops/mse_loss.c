/* SPDX-License-Identifier: MIT-0
 *
 * mse_loss: the mean squared error.
 *
 *     L = mean of (yhat - y)^2
 *
 * Shapes    y and yhat have the same shape, any. L is a scalar: one number, in data[0].
 * forward   Write the mean of the squared differences of all elements: in an [N,M] these are N
 *           times M, not N.
 * backward  Both inputs get a gradient. Add to dyhat the upstream gradient dL, which is one number,
 *           times twice the difference yhat - y, divided by the number of all elements. Add to dy
 *           the negative of that.
 * jvp       Write the mean over all elements of twice the difference times the difference of the
 *           two tangents.
 * Memory    The two inputs may be one and the same tensor, and the two gradients then one and the
 *           same buffer. As you only ever add, both contributions arrive. */
#include "contract.h"

op_status mse_loss_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *y = in[0];
    const tensor *yhat = in[1];
    tensor *L = out;

    (void)y, (void)yhat, (void)L, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status mse_loss_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                            const tensor *dout, tensor *const din[])
{
    const tensor *y = in[0];
    const tensor *yhat = in[1];
    const tensor *L = out;
    const tensor *dL = dout;
    tensor *dy = din[0];
    tensor *dyhat = din[1];

    (void)y, (void)yhat, (void)L, (void)dL, (void)dy, (void)dyhat, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status mse_loss_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                       const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *y = in[0];
    const tensor *yhat = in[1];
    const tensor *L = out;
    const tensor *y_tangent = tangent[0];
    const tensor *yhat_tangent = tangent[1];
    tensor *L_tangent = out_tangent;

    (void)y, (void)yhat, (void)L, (void)y_tangent, (void)yhat_tangent, (void)L_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
