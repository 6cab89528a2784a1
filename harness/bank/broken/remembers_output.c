/* op=sigmoid direction=backward verdict=WrongGradient says=what the last call of forward left
 * behind */
#include <math.h>

#include "contract.h"

/* Keeps the output of the last forward, and its backward uses that. */
static double last[4096];

op_status sigmoid_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    for (size_t i = 0; i < element_count(out); i++)
        last[i] = out->data[i] = 1 / (1 + exp(-in[0]->data[i]));
    return OP_OK;
}

op_status sigmoid_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                           const tensor *dout, tensor *const din[])
{
    (void)in, (void)attr, (void)out;
    for (size_t i = 0; i < element_count(dout); i++)
        din[0]->data[i] += dout->data[i] * last[i] * (1 - last[i]);
    return OP_OK;
}
