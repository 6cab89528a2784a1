/* function=jacobian_sum verdict=wrong mistake=W1 alone */
/* says=as if W2 were all 0 */
#include "functions.h"

op_status jacobian_sum(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    for (size_t i = 0; i < element_count(out[0]); i++)
        out[0]->data[i] = in[0]->data[i];
    return OP_OK;
}
