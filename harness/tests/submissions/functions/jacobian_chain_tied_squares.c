/* function=jacobian_chain_tied verdict=wrong mistake=the square of every element */
/* says=the square of every element, not the matrix product W W */
#include "functions.h"

op_status jacobian_chain_tied(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    for (size_t i = 0; i < element_count(out[0]); i++)
        out[0]->data[i] = in[0]->data[i] * in[0]->data[i];
    return OP_OK;
}
