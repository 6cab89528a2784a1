/* function=blur verdict=wrong mistake=divided by 9 at the edges, too */
/* says=divided by 9 at the edges, too, where fewer pixels count */
#include "functions.h"

op_status blur(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const ptrdiff_t H = (ptrdiff_t)in[0]->dims[0], W = (ptrdiff_t)in[0]->dims[1];
    for (ptrdiff_t i = 0; i < H; i++)
        for (ptrdiff_t j = 0; j < W; j++) {
            double sum = 0;
            for (ptrdiff_t k = i - 1; k <= i + 1; k++)
                for (ptrdiff_t l = j - 1; l <= j + 1; l++)
                    if (k >= 0 && k < H && l >= 0 && l < W)
                        sum += in[0]->data[k * W + l];
            out[0]->data[i * W + j] = sum / 9;
        }
    return OP_OK;
}
