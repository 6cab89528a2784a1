/* mse_loss: L = sum (yhat - y)^2 / K over all K elements, for y[...], yhat[...] of one shape; L is
 * a scalar.
 *
 * backward: dyhat += 2 dL (yhat - y) / K, dy -= the same
 * jvp:      L' = sum 2 (yhat - y) (yhat' - y') / K */
#include "contract.h"
#include "shape.h"
#include "squared_error.h"

static bool fits(const tensor *y, const tensor *yhat, const tensor *L)
{
    return same_shape(y, yhat) && is_scalar(L);
}

op_status mse_loss_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *y = in[0], *yhat = in[1];
    if (!fits(y, yhat, out))
        return OP_BAD_INPUT;
    out->data[0] = squared_error(y, yhat) / (double)element_count(y);
    return OP_OK;
}

op_status mse_loss_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                            const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *y = in[0], *yhat = in[1];
    if (!fits(y, yhat, dout))
        return OP_BAD_INPUT;
    squared_error_backward(dout->data[0] / (double)element_count(y), y, yhat, din[0], din[1]);
    return OP_OK;
}

op_status mse_loss_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                       const tensor *const tangent[], tensor *out_tangent)
{
    (void)attr, (void)out;
    const tensor *y = in[0], *yhat = in[1];
    if (!fits(y, yhat, out_tangent))
        return OP_BAD_INPUT;
    out_tangent->data[0] =
        squared_error_jvp(y, yhat, tangent[0], tangent[1]) / (double)element_count(y);
    return OP_OK;
}
