/* SPDX-License-Identifier: MIT-0
 *
 * jacobian_softmax: the Jacobian of softmax.
 *
 *     J_jk = dS_j / dx_k, S_j = e^x_j / sum_i e^x_i
 *
 * Shapes    x[n] gives J[n,n].
 * Write     Every element of J: all of S depends on every x_k. In terms of S it is short.
 * Note      x can be any finite numbers, such as 1000: subtract the largest x_i from all of them
 *           first, which leaves S as it is. Every row and every column of J sums to 0. */
#include "functions.h"

op_status jacobian_softmax(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    tensor *J = out[0];

    (void)x, (void)J, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
