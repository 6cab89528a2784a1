/* function=clip_gradient verdict=wrong mistake=max_norm 0 is taken for a limit of 0 */
/* says=max_norm 0 is taken for a limit of 0, but means none */
#include <math.h>

#include "functions.h"

op_status clip_gradient(const tensor *const in[], const settings *set, tensor *const out[])
{
    double norm = 0;
    for (size_t i = 0; i < element_count(in[0]); i++)
        norm = hypot(norm, in[0]->data[i]);
    for (size_t i = 0; i < element_count(in[0]); i++)
        out[0]->data[i] = in[0]->data[i] * (norm > set->max_norm ? set->max_norm / norm : 1);
    return OP_OK;
}
