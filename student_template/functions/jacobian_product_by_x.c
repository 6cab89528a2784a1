/* SPDX-License-Identifier: MIT-0
 *
 * jacobian_product_by_x: the Jacobian of a matrix times a vector, by the vector.
 *
 *     J_ij = d(W x)_i / dx_j
 *
 * Shapes    W[m,n] and x[n] give J[m,n].
 * Hint      Write (W x)_i as a sum over indices, and ask where in it x_j occurs. */
#include "functions.h"

op_status jacobian_product_by_x(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *W = in[0];
    const tensor *x = in[1];
    tensor *J = out[0];

    (void)W, (void)x, (void)J, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
