/* SPDX-License-Identifier: MIT-0
 *
 * softmax_cross_entropy: cross-entropy of softmax with labels, from the logits.
 *
 *     L = mean over n of (ln sum_c e^Z_nc - Z[n, index_n])
 *
 * Shapes    Z[N,C], logits, and N labels. L is a scalar: one number, in data[0].
 * forward   Write the mean over the rows of the logarithm of the row's sum of exponentials, less
 *           the label's logit.
 * backward  Add to dZ_nc the softmax of row n at column c, less 1 where c is the label, divided by
 *           the number of rows and times the upstream gradient dL, which is one number.
 * jvp       Write the mean over the rows of: the mean of the row of Z_tangent weighted with its
 *           softmax, less Z_tangent at the label.
 * Stability Right for logits of any size, such as 1000 or -1000: first subtract from a row its own
 *           largest element. Do not go through probabilities, which round to 0.
 * Indices   Different rows may have the same index. Return OP_BAD_INPUT where an index is not a
 *           column or index_count is not N.
 * Check     What you add to a row of dZ has the sum 0. */
#include "contract.h"

#include <math.h>

op_status softmax_cross_entropy_forward(const tensor *const in[], const attributes *attr,
                                        tensor *out)
{
    const tensor *Z = in[0];
    const size_t *index = attr->index;
    tensor *L = out;

    (void)Z, (void)L, (void)index; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status softmax_cross_entropy_backward(const tensor *const in[], const attributes *attr,
                                         const tensor *out, const tensor *dout, tensor *const din[])
{
    const tensor *Z = in[0];
    const tensor *L = out;
    const tensor *dL = dout;
    const size_t *index = attr->index;
    tensor *dZ = din[0];

    (void)Z, (void)L, (void)dL, (void)dZ, (void)index;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status softmax_cross_entropy_jvp(const tensor *const in[], const attributes *attr,
                                    const tensor *out, const tensor *const tangent[],
                                    tensor *out_tangent)
{
    const tensor *Z = in[0];
    const tensor *L = out;
    const tensor *Z_tangent = tangent[0];
    const size_t *index = attr->index;
    tensor *L_tangent = out_tangent;

    (void)Z, (void)L, (void)Z_tangent, (void)L_tangent, (void)index;
    return OP_NOT_IMPLEMENTED;
}
