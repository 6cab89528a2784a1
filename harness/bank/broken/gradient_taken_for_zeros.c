/* op=add direction=backward verdict=Unsteady says=what the gradient held before */

#include "contract.h"

/* Reads the gradient that it should add to. */
op_status add_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                       const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < element_count(din[k]); i++)
            din[k]->data[i] *= 2;
    for (size_t i = 0; i < element_count(dout); i++)
        for (size_t k = 0; k < 2; k++) {
            size_t rest = i, at = 0, stride = 1;
            for (size_t a = 1; a <= dout->rank; a++) {
                size_t wide = dout->dims[dout->rank - a];
                size_t own = a <= in[k]->rank ? in[k]->dims[in[k]->rank - a] : 1;
                at += own == 1 ? 0 : rest % wide * stride;
                stride *= own;
                rest /= wide;
            }
            din[k]->data[at] += dout->data[i];
        }
    return OP_OK;
}
