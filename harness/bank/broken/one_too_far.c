/* op=log direction=forward verdict=Crash says=right past the end of */
#include <math.h>

#include "contract.h"

op_status log_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    for (size_t i = 0; i <= element_count(out); i++)
        out->data[i] = log(in[0]->data[i]);
    return OP_OK;
}
