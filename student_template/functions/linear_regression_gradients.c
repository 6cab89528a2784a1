/* SPDX-License-Identifier: MIT-0
 *
 * linear_regression_gradients: the gradients of linear regression.
 *
 *     L = 1/N sum_i (offset + slope x_i - y_i)^2
 *
 * Shapes    x[N] and y[N]; slope and offset are scalars, and so are dslope and doffset.
 * Write     dL/dslope to dslope and dL/doffset to doffset. L is a mean, and so are they. */
#include "functions.h"

op_status linear_regression_gradients(const tensor *const in[], const settings *set,
                                      tensor *const out[])
{
    const tensor *x = in[0];
    const tensor *y = in[1];
    const tensor *slope = in[2];
    const tensor *offset = in[3];
    tensor *dslope = out[0];
    tensor *doffset = out[1];

    /* Delete these lines once they are used. */
    (void)x, (void)y, (void)slope, (void)offset, (void)dslope, (void)doffset, (void)set;
    return OP_NOT_IMPLEMENTED;
}
