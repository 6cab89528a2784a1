/* op=tanh direction=backward verdict=Overwritten says=overwritten, but backward must add */

#include "contract.h"

op_status tanh_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                        const tensor *dout, tensor *const din[])
{
    (void)attr, (void)in;
    for (size_t i = 0; i < element_count(dout); i++)
        din[0]->data[i] = dout->data[i] * (1 - out->data[i] * out->data[i]);
    return OP_OK;
}
