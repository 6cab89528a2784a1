/* l2_loss: l_n = (y_n - yhat_n)^2, for y[N,1], yhat[N,1]; l[N,1].
 *
 * backward: dy_n += 2 dl_n (y_n - yhat_n), dyhat_n -= the same
 * jvp:      l'_n = 2 (y_n - yhat_n) (y'_n - yhat'_n) */
#include "contract.h"
#include "shape.h"

static bool fits(const tensor *y, const tensor *yhat, const tensor *l)
{
    return y->rank == 2 && y->dims[1] == 1 && same_shape(y, yhat) && same_shape(y, l);
}

op_status l2_loss_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *y = in[0], *yhat = in[1];
    if (!fits(y, yhat, out))
        return OP_BAD_INPUT;
    for (size_t n = 0; n < y->dims[0]; n++) {
        double difference = y->data[n] - yhat->data[n];
        out->data[n] = difference * difference;
    }
    return OP_OK;
}

op_status l2_loss_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                           const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *y = in[0], *yhat = in[1];
    tensor *dy = din[0], *dyhat = din[1];
    if (!fits(y, yhat, dout))
        return OP_BAD_INPUT;
    for (size_t n = 0; n < y->dims[0]; n++) {
        double change = 2 * dout->data[n] * (y->data[n] - yhat->data[n]);
        if (dy)
            dy->data[n] += change;
        if (dyhat)
            dyhat->data[n] -= change;
    }
    return OP_OK;
}

op_status l2_loss_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                      const tensor *const tangent[], tensor *out_tangent)
{
    (void)attr, (void)out;
    const tensor *y = in[0], *yhat = in[1], *y_tangent = tangent[0], *yhat_tangent = tangent[1];
    if (!fits(y, yhat, out_tangent))
        return OP_BAD_INPUT;
    for (size_t n = 0; n < y->dims[0]; n++) {
        double motion =
            (y_tangent ? y_tangent->data[n] : 0) - (yhat_tangent ? yhat_tangent->data[n] : 0);
        out_tangent->data[n] = 2 * (y->data[n] - yhat->data[n]) * motion;
    }
    return OP_OK;
}
