/* clip_gradient: g[n] shortened to length max_norm where it is longer; clipped[n].
 *
 * All elements are multiplied by max_norm / |g|, which leaves the direction as it is. */
#include "clip.h"
#include "functions.h"
#include "shape.h"

op_status clip_gradient(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *g = in[0];
    tensor *clipped = out[0];
    if (!same_shape(g, clipped))
        return OP_BAD_INPUT;
    const double factor = clip_factor(g, set->max_norm);
    for (size_t i = 0, count = element_count(g); i < count; i++)
        clipped->data[i] = factor * g->data[i];
    return OP_OK;
}
