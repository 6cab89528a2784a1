/* op=identity direction=forward verdict=WrongValue says=the answer is another one each time */

#include "contract.h"

/* As if dropout were on. */
op_status identity_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    static unsigned state = 1;
    (void)attr;
    for (size_t i = 0; i < element_count(out); i++) {
        state = state * 1664525u + 1013904223u;
        out->data[i] = in[0]->data[i] * (state >> 31 ? 2 : 0);
    }
    return OP_OK;
}
