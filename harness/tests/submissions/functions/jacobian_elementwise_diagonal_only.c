/* function=jacobian_elementwise verdict=wrong mistake=the zeros off the diagonal are not written */
/* says=elements of J were never written */
#include <stdlib.h>

#include "functions.h"

op_status jacobian_elementwise(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    const size_t n = x->dims[0];
    double *slopes = calloc(n, sizeof *slopes);
    tensor slope = {1, x->dims, slopes};
    const op_status status = slopes ? set->f(set->context, x, &slope) : OP_NO_MEMORY;
    for (size_t i = 0; status == OP_OK && i < n; i++)
        out[0]->data[i * n + i] = slopes[i];
    free(slopes);
    if (status != OP_OK)
        return status;
    return OP_OK;
}
