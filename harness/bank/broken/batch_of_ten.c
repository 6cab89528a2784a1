/* op=affine direction=backward verdict=Crash says=past the end of the upstream gradient dY */

#include "contract.h"

/* Takes every batch for one of ten rows. */
op_status affine_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    size_t N = 10, D = in[0]->dims[1], M = in[1]->dims[1];
    for (size_t n = 0; n < N; n++)
        for (size_t m = 0; m < M; m++) {
            double g = dout->data[n * M + m];
            for (size_t d = 0; d < D; d++) {
                din[0]->data[n * D + d] += g * in[1]->data[d * M + m];
                din[1]->data[d * M + m] += g * in[0]->data[n * D + d];
            }
            din[2]->data[m] += g;
        }
    return OP_OK;
}
