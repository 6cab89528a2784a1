/* op=relu direction=forward verdict=Crash says=wrote to the input x, which is const */

#include "contract.h"

op_status relu_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    for (size_t i = 0; i < element_count(out); i++) {
        if (in[0]->data[i] < 0)
            in[0]->data[i] = 0;
        out->data[i] = in[0]->data[i];
    }
    return OP_OK;
}
