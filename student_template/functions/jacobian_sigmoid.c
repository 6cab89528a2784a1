/* SPDX-License-Identifier: MIT-0
 *
 * jacobian_sigmoid: the Jacobian of the logistic function, applied to each element of a vector.
 *
 *     J_ij = d sigma(x_i) / dx_j, sigma(x) = 1 / (1 + e^-x)
 *
 * Shapes    x[n] gives J[n,n].
 * Write     Every element of J, on the diagonal and off it. The derivative of sigma is simplest
 *           in terms of sigma(x). x can be any finite number, such as 800 or -800: nothing may
 *           overflow. */
#include "functions.h"

op_status jacobian_sigmoid(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    tensor *J = out[0];

    (void)x, (void)J, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
