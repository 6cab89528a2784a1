/* function=jacobian_sigmoid verdict=wrong mistake=x (1 - x) for y (1 - y) */
/* says=x (1 - x) where y (1 - y) belongs: the input taken for the output */
#include "functions.h"

op_status jacobian_sigmoid(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const size_t n = in[0]->dims[0];
    for (size_t i = 0; i < n * n; i++) {
        const double x = in[0]->data[i % n];
        out[0]->data[i] = i / n == i % n ? x * (1 - x) : 0;
    }
    return OP_OK;
}
