/* function=clip_gradient verdict=wrong mistake=every element is cut to max_norm by itself */
/* says=every element is cut by itself, which turns the gradient */
#include <math.h>

#include "functions.h"

op_status clip_gradient(const tensor *const in[], const settings *set, tensor *const out[])
{
    for (size_t i = 0; i < element_count(in[0]); i++) {
        const double g = in[0]->data[i], limit = set->max_norm > 0 ? set->max_norm : INFINITY;
        out[0]->data[i] = g > limit ? limit : g < -limit ? -limit : g;
    }
    return OP_OK;
}
