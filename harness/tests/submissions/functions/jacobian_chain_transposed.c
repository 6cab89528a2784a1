/* function=jacobian_chain verdict=wrong mistake=the transpose of W2 W1 */
/* says=transposed: written column by column, or the transpose of the right matrix */
#include "functions.h"

op_status jacobian_chain(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const tensor *W1 = in[0], *W2 = in[1];
    const size_t a = W1->dims[1], b = W1->dims[0], c = W2->dims[0];
    for (size_t i = 0; i < c; i++)
        for (size_t j = 0; j < a; j++) {
            double sum = 0;
            for (size_t k = 0; k < b; k++)
                sum += W2->data[i * b + k] * W1->data[k * a + j];
            out[0]->data[j * c + i] = sum;
        }
    return OP_OK;
}
