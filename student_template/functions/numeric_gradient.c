/* SPDX-License-Identifier: MIT-0
 *
 * numeric_gradient: the derivative of a function by its symmetric difference quotient.
 *
 *     df_i = (f(x_i + h) - f(x_i - h)) / 2h
 *
 * Shapes    x[n] gives df[n].
 * Settings  h, such as 1e-4. f works on each element of a tensor by itself: call it as
 *           set->f(set->context, moved, value), where moved[n] and value[n] are tensors that you
 *           provide. Since no element matters to another, two calls do for all of them. If f
 *           returns anything but OP_OK, return that.
 * Write     The quotient as it stands: divide by 2 h, and use no other difference formula. */
#include "functions.h"

op_status numeric_gradient(const tensor *const in[], const settings *set, tensor *const out[])
{
    const tensor *x = in[0];
    const double h = set->h;
    tensor *df = out[0];

    (void)x, (void)h, (void)df; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
