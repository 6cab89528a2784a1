/* function=clip_gradient verdict=wrong mistake=max_norm / (norm + 1e-6) */
/* says=divided by norm + 1e-6 instead of the norm */
#include <math.h>

#include "functions.h"

op_status clip_gradient(const tensor *const in[], const settings *set, tensor *const out[])
{
    double norm = 0;
    for (size_t i = 0; i < element_count(in[0]); i++)
        norm = hypot(norm, in[0]->data[i]);
    for (size_t i = 0; i < element_count(in[0]); i++)
        out[0]->data[i] =
            in[0]->data[i] *
            (set->max_norm > 0 && norm > set->max_norm ? set->max_norm / (norm + 1e-6) : 1);
    return OP_OK;
}
