/* cross_entropy: l_n = -ln p[n, index_n], for probabilities p[N,C] > 0 and a label index_n per row;
 * l[N].
 *
 * backward: dp[n, index_n] += -dl_n / p[n, index_n]
 * jvp:      l'_n = -p'[n, index_n] / p[n, index_n] */
#include <math.h>

#include "contract.h"
#include "shape.h"

static bool fits(const tensor *p, const attributes *attr, const tensor *l)
{
    return indices_fit(p, attr) && is_vector(l, p->dims[0]);
}

op_status cross_entropy_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *p = in[0];
    if (!fits(p, attr, out))
        return OP_BAD_INPUT;
    size_t N = p->dims[0], C = p->dims[1];
    for (size_t n = 0; n < N; n++)
        out->data[n] = -log(p->data[n * C + attr->index[n]]);
    return OP_OK;
}

op_status cross_entropy_backward(const tensor *const in[], const attributes *attr,
                                 const tensor *out, const tensor *dout, tensor *const din[])
{
    (void)out;
    const tensor *p = in[0];
    tensor *dp = din[0];
    if (!fits(p, attr, dout))
        return OP_BAD_INPUT;
    size_t N = p->dims[0], C = p->dims[1];
    for (size_t n = 0; dp && n < N; n++) {
        size_t label = n * C + attr->index[n];
        dp->data[label] -= dout->data[n] / p->data[label];
    }
    return OP_OK;
}

op_status cross_entropy_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                            const tensor *const tangent[], tensor *out_tangent)
{
    (void)out;
    const tensor *p = in[0], *p_tangent = tangent[0];
    if (!fits(p, attr, out_tangent))
        return OP_BAD_INPUT;
    size_t N = p->dims[0], C = p->dims[1];
    for (size_t n = 0; n < N; n++) {
        size_t label = n * C + attr->index[n];
        out_tangent->data[n] = p_tangent ? -p_tangent->data[label] / p->data[label] : 0;
    }
    return OP_OK;
}
