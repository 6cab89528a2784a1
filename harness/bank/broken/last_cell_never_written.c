/* op=exp direction=forward verdict=NotWritten says=cells were never written */
#include <math.h>

#include "contract.h"

op_status exp_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    for (size_t i = 0; i + 1 < element_count(out); i++)
        out->data[i] = exp(in[0]->data[i]);
    return OP_OK;
}
