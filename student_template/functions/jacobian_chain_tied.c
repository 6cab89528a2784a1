/* SPDX-License-Identifier: MIT-0
 *
 * jacobian_chain_tied: the Jacobian of a linear function applied twice.
 *
 *     h(x) = W (W x)
 *
 * Shapes    W[a,a] gives J[a,a], J_ij = dh_i / dx_j. */
#include "functions.h"

op_status jacobian_chain_tied(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *W = in[0];
    tensor *J = out[0];

    (void)W, (void)J, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
