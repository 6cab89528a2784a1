/* SPDX-License-Identifier: MIT-0
 *
 * log_softmax: the logarithm of softmax, in one piece.
 *
 *     Y_nc = X_nc - ln sum_j e^X_nj
 *
 * Shapes    X[N,C] gives Y[N,C]; dY and dX have that same shape.
 * forward   Subtract from every element the logarithm of the sum of the exponentials of its row.
 * backward  Add to dX_nc the upstream gradient dY_nc less the sum of the row of dY times the
 *           probability whose logarithm is Y_nc.
 * jvp       Write the tangent of X_nc less the mean of the row of X_tangent, weighted with the
 *           probabilities.
 * Stability Right for logits of any size, such as 1000 or -1000: first subtract from a row its own
 *           largest element. The logarithm of a finished softmax does not do, since small
 *           probabilities round to 0.
 * Check     What you add to a row of dX has the sum 0. */
#include "contract.h"

#include <math.h>

op_status log_softmax_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *X = in[0];
    tensor *Y = out;

    (void)X, (void)Y, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status log_softmax_backward(const tensor *const in[], const attributes *attr, const tensor *out,
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
op_status log_softmax_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *X = in[0];
    const tensor *Y = out;
    const tensor *X_tangent = tangent[0];
    tensor *Y_tangent = out_tangent;

    (void)X, (void)Y, (void)X_tangent, (void)Y_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
