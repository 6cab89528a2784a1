/* function=jacobian_sum_tied verdict=wrong mistake=W: only one of the two paths */
/* says=right but for a factor of 1/2 */
#include "functions.h"

op_status jacobian_sum_tied(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    for (size_t i = 0; i < element_count(out[0]); i++)
        out[0]->data[i] = in[0]->data[i];
    return OP_OK;
}
