/* op=mse_loss direction=backward verdict=Crash says=wrote to the upstream gradient dL, which is
 * const */

#include "contract.h"

op_status mse_loss_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                            const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    size_t count = element_count(in[0]);
    dout->data[0] *= 2 / (double)count;
    for (size_t i = 0; i < count; i++) {
        din[0]->data[i] += dout->data[0] * (in[0]->data[i] - in[1]->data[i]);
        din[1]->data[i] += dout->data[0] * (in[1]->data[i] - in[0]->data[i]);
    }
    return OP_OK;
}
