/* function=jacobian_sigmoid verdict=wrong mistake=e^-x / (1 + e^-x)^2 overflows */
/* says=e^-x / (1 + e^-x)^2 overflows: multiply sigma(x) by sigma(-x) */
#include <math.h>

#include "functions.h"

op_status jacobian_sigmoid(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const size_t n = in[0]->dims[0];
    for (size_t i = 0; i < n * n; i++) {
        const double e = exp(-in[0]->data[i % n]);
        out[0]->data[i] = i / n == i % n ? e / ((1 + e) * (1 + e)) : 0;
    }
    return OP_OK;
}
