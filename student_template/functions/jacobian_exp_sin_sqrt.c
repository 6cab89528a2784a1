/* SPDX-License-Identifier: MIT-0
 *
 * jacobian_exp_sin_sqrt: the Jacobian of a function of three numbers.
 *
 *     f(x) = (e^x_1 sin x_3, sqrt(x_2 + x_3))
 *     J_ij = df_i / dx_j
 *
 * Shapes    x[3] gives J[2,3]: a row for each of the two values, a column for each of the three
 *           numbers. x_2 + x_3 > 0.
 * Memory    x_1 is x->data[0]; J_ij, i and j counted from 1, is J->data[(i - 1) * 3 + (j - 1)].
 *           Write zeros, too: J holds no meaningful values before. */
#include "functions.h"

op_status jacobian_exp_sin_sqrt(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    tensor *J = out[0];

    (void)x, (void)J, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
