/* op=bce_loss direction=backward verdict=Crash says=used memory that is not its own */
#include <math.h>

#include "contract.h"

/* Writes a gradient of the targets, though there is no buffer for one. */
op_status bce_loss_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                            const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    size_t count = element_count(in[0]);
    for (size_t i = 0; i < count; i++) {
        double y = in[0]->data[i], p = in[1]->data[i];
        din[1]->data[i] += dout->data[0] * (p - y) / (p * (1 - p)) / (double)count;
        din[0]->data[i] += dout->data[0] * log((1 - p) / p) / (double)count;
    }
    return OP_OK;
}
