/* function=network_input_gradient verdict=wrong mistake=r^T h is forgotten */
/* says=as if r were all 0 */
#include <math.h>

#include "functions.h"

static double hidden(const tensor *const in[], size_t k)
{
    double z = in[1]->data[k];
    for (size_t n = 0; n < in[6]->dims[0]; n++)
        z += in[0]->data[k * in[6]->dims[0] + n] * in[6]->data[n];
    return 1 / (1 + exp(-z));
}

op_status network_input_gradient(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const size_t K = in[0]->dims[0], N = in[0]->dims[1], M = in[2]->dims[0];
    for (size_t n = 0; n < N; n++)
        out[0]->data[n] = 0;
    for (size_t k = 0; k < K; k++) {
        const double h = hidden(in, k);
        double dh = 0;
        for (size_t m = 0; m < M; m++) {
            double y = in[3]->data[m];
            for (size_t l = 0; l < K; l++)
                y += in[2]->data[m * K + l] * hidden(in, l);
            dh += in[2]->data[m * K + k] * (y - in[5]->data[m]);
        }
        for (size_t n = 0; n < N; n++)
            out[0]->data[n] += in[0]->data[k * N + n] * dh * h * (1 - h);
    }
    return OP_OK;
}
