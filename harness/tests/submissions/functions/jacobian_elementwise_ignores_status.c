/* function=jacobian_elementwise verdict=wrong mistake=what f returns is not looked at */
/* says=answers where it must refuse: the status that f returns, or shapes and settings that do */
#include <string.h>

#include "functions.h"

op_status jacobian_elementwise(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    const size_t n = x->dims[0];
    tensor first_row = {1, x->dims, out[0]->data};
    memset(out[0]->data, 0, n * n * sizeof(double));
    set->f(set->context, x, &first_row);
    for (size_t i = 1; i < n; i++) {
        out[0]->data[i * n + i] = first_row.data[i];
        first_row.data[i] = 0;
    }
    return OP_OK;
}
