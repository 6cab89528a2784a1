/* function=jacobian_softmax verdict=wrong mistake=e^x without subtracting the largest */
/* says=e^x overflows: subtract the largest x first */
#include <math.h>

#include "functions.h"

op_status jacobian_softmax(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const double *x = in[0]->data;
    const size_t n = in[0]->dims[0];
    double max = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += exp(x[i] - max);
    for (size_t j = 0; j < n; j++)
        for (size_t k = 0; k < n; k++) {
            const double S_j = exp(x[j] - max) / sum, S_k = exp(x[k] - max) / sum;
            out[0]->data[j * n + k] = S_j * ((j == k) - S_k);
        }
    return OP_OK;
}
