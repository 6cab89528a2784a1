/* function=numeric_gradient verdict=wrong mistake=f(x - h) - f(x + h) */
/* says=negated: the sign is wrong */
#include <stdlib.h>

#include "functions.h"

op_status numeric_gradient(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    const size_t n = x->dims[0];
    double *memory = calloc(4 * n, sizeof *memory);
    if (!memory)
        return OP_NO_MEMORY;
    const tensor low = {1, x->dims, memory}, high = {1, x->dims, memory + n};
    tensor f_low = {1, x->dims, memory + 2 * n}, f_high = {1, x->dims, memory + 3 * n};
    for (size_t i = 0; i < n; i++) {
        low.data[i] = x->data[i] - set->h;
        high.data[i] = x->data[i] + set->h;
    }
    op_status status = set->f(set->context, &low, &f_low);
    if (status == OP_OK)
        status = set->f(set->context, &high, &f_high);
    for (size_t i = 0; i < n; i++)
        out[0]->data[i] = (f_low.data[i] - f_high.data[i]) / (2 * set->h);
    free(memory);
    return status;
}
