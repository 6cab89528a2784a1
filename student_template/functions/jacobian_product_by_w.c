/* SPDX-License-Identifier: MIT-0
 *
 * jacobian_product_by_w: the derivative of a matrix times a vector, by the matrix.
 *
 *     J_kij = d(W x)_k / dW_ij
 *
 * Shapes    W[m,n] and x[n] give J[m,m,n]: the first index counts the values, the other two are
 *           those of the weights.
 * Memory    J_kij is J->data[(k * m + i) * n + j], indices counted from 0.
 * Write     Every element of J. Most are 0: which weights does (W x)_k depend on? */
#include "functions.h"

op_status jacobian_product_by_w(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *W = in[0];
    const tensor *x = in[1];
    tensor *J = out[0];

    (void)W, (void)x, (void)J, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
