/* cross_entropy_soft: l_n = -sum_c y_nc ln p_nc, for probabilities p[N,C] > 0 and constant target
 * distributions y[N,C]; l[N].
 *
 * backward: dp_nc += -dl_n y_nc / p_nc
 * jvp:      l'_n = -sum_c y_nc p'_nc / p_nc */
#include <math.h>

#include "contract.h"
#include "shape.h"

static bool fits(const tensor *p, const tensor *y, const tensor *l)
{
    return p->rank == 2 && same_shape(p, y) && is_vector(l, p->dims[0]);
}

op_status cross_entropy_soft_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *p = in[0], *y = in[1];
    if (!fits(p, y, out))
        return OP_BAD_INPUT;
    size_t N = p->dims[0], C = p->dims[1];
    tensor_fill(out, 0);
    for (size_t n = 0; n < N; n++)
        for (size_t i = n * C; i < (n + 1) * C; i++)
            out->data[n] -= y->data[i] * log(p->data[i]);
    return OP_OK;
}

op_status cross_entropy_soft_backward(const tensor *const in[], const attributes *attr,
                                      const tensor *out, const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *p = in[0], *y = in[1];
    tensor *dp = din[0];
    if (!fits(p, y, dout))
        return OP_BAD_INPUT;
    size_t N = p->dims[0], C = p->dims[1];
    for (size_t n = 0; dp && n < N; n++)
        for (size_t i = n * C; i < (n + 1) * C; i++)
            dp->data[i] -= dout->data[n] * y->data[i] / p->data[i];
    return OP_OK;
}

op_status cross_entropy_soft_jvp(const tensor *const in[], const attributes *attr,
                                 const tensor *out, const tensor *const tangent[],
                                 tensor *out_tangent)
{
    (void)attr, (void)out;
    const tensor *p = in[0], *y = in[1], *p_tangent = tangent[0];
    if (!fits(p, y, out_tangent))
        return OP_BAD_INPUT;
    size_t N = p->dims[0], C = p->dims[1];
    tensor_fill(out_tangent, 0);
    for (size_t n = 0; p_tangent && n < N; n++)
        for (size_t i = n * C; i < (n + 1) * C; i++)
            out_tangent->data[n] -= y->data[i] * p_tangent->data[i] / p->data[i];
    return OP_OK;
}
