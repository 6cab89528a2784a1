/* function=jacobian_product_by_x verdict=wrong mistake=the transpose of W */
/* says=transposed: written column by column, or the transpose of the right matrix */
#include "functions.h"

op_status jacobian_product_by_x(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const size_t m = in[0]->dims[0], n = in[0]->dims[1];
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++)
            out[0]->data[j * m + i] = in[0]->data[i * n + j];
    return OP_OK;
}
