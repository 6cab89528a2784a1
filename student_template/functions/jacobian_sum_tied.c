/* SPDX-License-Identifier: MIT-0
 *
 * jacobian_sum_tied: the Jacobian of a sum of twice the same linear function.
 *
 *     h(x) = W x + W x
 *
 * Shapes    W[b,a] gives J[b,a], J_ij = dh_i / dx_j. */
#include "functions.h"

op_status jacobian_sum_tied(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *W = in[0];
    tensor *J = out[0];

    (void)W, (void)J, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
