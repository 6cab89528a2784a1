/* SPDX-License-Identifier: MIT-0
 *
 * jacobian_sum: the Jacobian of a sum of two linear functions.
 *
 *     h(x) = W1 x + W2 x
 *
 * Shapes    W1[b,a] and W2[b,a] give J[b,a], J_ij = dh_i / dx_j. */
#include "functions.h"

op_status jacobian_sum(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *W1 = in[0];
    const tensor *W2 = in[1];
    tensor *J = out[0];

    (void)W1, (void)W2, (void)J, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
