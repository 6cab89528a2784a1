/* op=dot direction=forward verdict=WrongValue says=of earlier calls is still in it */

#include "contract.h"

op_status dot_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    static double sum;
    (void)attr;
    for (size_t i = 0; i < element_count(in[0]); i++)
        sum += in[0]->data[i] * in[1]->data[i];
    out->data[0] = sum;
    return OP_OK;
}
