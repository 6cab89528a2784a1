/* function=jacobian_product_by_w verdict=wrong mistake=x_j in every row, not only where i = k */
/* says=x_j in every row, where it belongs where i = k only */
#include "functions.h"

op_status jacobian_product_by_w(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const size_t n = in[1]->dims[0];
    for (size_t i = 0; i < element_count(out[0]); i++)
        out[0]->data[i] = in[1]->data[i % n];
    return OP_OK;
}
