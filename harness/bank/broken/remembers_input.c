/* op=square direction=backward verdict=WrongGradient says=what the last call of forward left behind
 */

#include "contract.h"

/* Keeps the input of the last forward, and its backward uses that. */
static double last[4096];

op_status square_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    for (size_t i = 0; i < element_count(out); i++) {
        last[i] = in[0]->data[i];
        out->data[i] = last[i] * last[i];
    }
    return OP_OK;
}

op_status square_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    (void)in, (void)attr, (void)out;
    for (size_t i = 0; i < element_count(dout); i++)
        din[0]->data[i] += dout->data[i] * 2 * last[i];
    return OP_OK;
}
