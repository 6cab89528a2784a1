/* SPDX-License-Identifier: MIT-0
 *
 * clip_gradient: shortens a gradient that is too long, against exploding gradients.
 *
 *     clipped = g max_norm / |g| where |g| > max_norm, else g; |g| = sqrt(sum_i g_i^2)
 *
 * Shapes    g[n] gives clipped[n].
 * Settings  max_norm; 0 means that g stays as it is, however long.
 * Note      It is the length of the whole vector that counts, not each of its elements: the
 *           direction stays. */
#include "functions.h"

op_status clip_gradient(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *g = in[0];
    const double max_norm = set->max_norm;
    tensor *clipped = out[0];

    (void)g, (void)max_norm, (void)clipped; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
