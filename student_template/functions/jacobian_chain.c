/* SPDX-License-Identifier: MIT-0
 *
 * jacobian_chain: the Jacobian of a linear function of a linear function.
 *
 *     h(x) = W2 (W1 x)
 *
 * Shapes    W1[b,a] and W2[c,b] give J[c,a], J_ij = dh_i / dx_j. Note which of the two comes
 *           last. */
#include "functions.h"

op_status jacobian_chain(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *W1 = in[0];
    const tensor *W2 = in[1];
    tensor *J = out[0];

    (void)W1, (void)W2, (void)J, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
