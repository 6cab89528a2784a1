/* function=vector_derivative_product verdict=wrong mistake=x_j in every row: A is left out */
/* says=as if A were all 1 */
#include "functions.h"

op_status vector_derivative_product(const tensor *const in[], const settings *set,
                                    tensor *const out[])
{
    (void)set;
    const size_t n = in[1]->dims[0];
    for (size_t i = 0; i < element_count(out[0]); i++)
        out[0]->data[i] = in[1]->data[i % n];
    return OP_OK;
}
