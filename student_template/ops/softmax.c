/* SPDX-License-Identifier: MIT-0
 *
 * softmax: turns every row of logits into probabilities.
 *
 *     Y_nc = e^X_nc / sum_j e^X_nj
 *
 * Shapes    X[N,C] gives Y[N,C]; dY and dX have that same shape.
 * forward   Divide the exponential of every element by the sum of the exponentials of its row.
 * backward  Every element acts on all of its row: the derivative of Y_nj by X_nc is Y_nj (1 - Y_nj)
 *           for j = c and -Y_nj Y_nc otherwise. Take the mean of the row of dY, weighted with the
 *           probabilities Y; add to dX_nc the excess of dY_nc over that mean, times Y_nc.
 * jvp       The same as backward, with X_tangent in place of dY: the Jacobian is symmetric. Write,
 *           do not add.
 * Stability Right for logits of any size, such as 1000 or -1000: first subtract from a row its own
 *           largest element, which changes no quotient.
 * Check     What you add to a row of dX has the sum 0. */
#include "contract.h"

#include <math.h>

op_status softmax_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *X = in[0];
    tensor *Y = out;

    (void)X, (void)Y, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status softmax_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                           const tensor *dout, tensor *const din[])
{
    const tensor *X = in[0];
    const tensor *Y = out;
    const tensor *dY = dout;
    tensor *dX = din[0];

    (void)X, (void)Y, (void)dY, (void)dX, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status softmax_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                      const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *X = in[0];
    const tensor *Y = out;
    const tensor *X_tangent = tangent[0];
    tensor *Y_tangent = out_tangent;

    (void)X, (void)Y, (void)X_tangent, (void)Y_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
