/* SPDX-License-Identifier: MIT-0
 *
 * cross_entropy: cross-entropy of probabilities with labels.
 *
 *     l_n = -ln p[n, index_n]
 *
 * Shapes    p[N,C], probabilities above 0, and N labels give l[N]; dl is shaped like l, dp like p.
 * forward   Write for every row the negative logarithm of its label's probability: no mean over the
 *           rows.
 * backward  Only the label's probability acts on the loss: subtract from that element of dp the
 *           upstream gradient dl_n over the probability. The other elements of dp stay as they are.
 * jvp       Write the negative of the tangent of the label's probability over that probability.
 * Indices   Different rows may have the same index. Return OP_BAD_INPUT where an index is not a
 *           column or index_count is not N. */
#include "contract.h"

#include <math.h>

op_status cross_entropy_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *p = in[0];
    const size_t *index = attr->index;
    tensor *l = out;

    (void)p, (void)l, (void)index; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status cross_entropy_backward(const tensor *const in[], const attributes *attr,
                                 const tensor *out, const tensor *dout, tensor *const din[])
{
    const tensor *p = in[0];
    const tensor *l = out;
    const tensor *dl = dout;
    const size_t *index = attr->index;
    tensor *dp = din[0];

    (void)p, (void)l, (void)dl, (void)dp, (void)index;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status cross_entropy_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                            const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *p = in[0];
    const tensor *l = out;
    const tensor *p_tangent = tangent[0];
    const size_t *index = attr->index;
    tensor *l_tangent = out_tangent;

    (void)p, (void)l, (void)p_tangent, (void)l_tangent, (void)index;
    return OP_NOT_IMPLEMENTED;
}
