/* SPDX-License-Identifier: MIT-0
 *
 * jacobian_elementwise: the Jacobian of a function that works on each element by itself.
 *
 *     J_ij = d a(x_i) / dx_j
 *
 * Shapes    x[n] gives J[n,n].
 * Settings  f, which you call as set->f(set->context, x, slope), writes the derivatives: a'(x_i)
 *           to element i of slope[n], a tensor that you provide. If it returns anything but
 *           OP_OK, return that.
 * Write     Every element of J, on the diagonal and off it. */
#include "functions.h"

op_status jacobian_elementwise(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    tensor *J = out[0];

    (void)x, (void)J, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
