/* function=blur verdict=wrong mistake=the neighbours of an edge are those of the opposite edge */
/* says=the edges take their neighbours from the opposite edges */
#include "functions.h"

op_status blur(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const ptrdiff_t H = (ptrdiff_t)in[0]->dims[0], W = (ptrdiff_t)in[0]->dims[1];
    for (ptrdiff_t i = 0; i < H; i++)
        for (ptrdiff_t j = 0; j < W; j++) {
            double sum = 0, count = 0;
            for (ptrdiff_t k = i - 1; k <= i + 1; k++)
                for (ptrdiff_t l = j - 1; l <= j + 1; l++)
                    sum += in[0]->data[(k + H) % H * W + (l + W) % W], count++;
            out[0]->data[i * W + j] = sum / count;
        }
    return OP_OK;
}
