/* function=vector_derivative_product verdict=wrong mistake=A_i x_j stored at [j][i] */
/* says=transposed: written column by column, or the transpose of the right matrix */
#include "functions.h"

op_status vector_derivative_product(const tensor *const in[], const settings *set,
                                    tensor *const out[])
{
    (void)set;
    const size_t m = in[0]->dims[1], n = in[1]->dims[0];
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++)
            out[0]->data[j * m + i] = in[0]->data[i] * in[1]->data[j];
    return OP_OK;
}
