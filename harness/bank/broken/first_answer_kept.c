/* op=exp direction=forward verdict=WrongValue says=is what the first call computed */
#include <math.h>
#include <string.h>

#include "contract.h"

/* Computes once, and answers that ever after. */
op_status exp_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    static double kept[4096];
    static int filled;
    (void)attr;
    for (size_t i = 0; !filled && i < element_count(out); i++)
        kept[i] = exp(in[0]->data[i]);
    filled = 1;
    memcpy(out->data, kept, element_count(out) * sizeof *kept);
    return OP_OK;
}
