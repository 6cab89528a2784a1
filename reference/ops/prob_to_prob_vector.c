/* prob_to_prob_vector: p_n = (z_n, 1 - z_n), for z[N,1]; p[N,2].
 *
 * backward: dz_n += dp_n0 - dp_n1
 * jvp:      p'_n = (z'_n, -z'_n) */
#include "contract.h"
#include "shape.h"

static bool fits(const tensor *z, const tensor *p)
{
    return z->rank == 2 && z->dims[1] == 1 && is_matrix(p, z->dims[0], 2);
}

op_status prob_to_prob_vector_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *z = in[0];
    if (!fits(z, out))
        return OP_BAD_INPUT;
    for (size_t n = 0; n < z->dims[0]; n++) {
        out->data[2 * n] = z->data[n];
        out->data[2 * n + 1] = 1 - z->data[n];
    }
    return OP_OK;
}

op_status prob_to_prob_vector_backward(const tensor *const in[], const attributes *attr,
                                       const tensor *out, const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *z = in[0];
    tensor *dz = din[0];
    if (!fits(z, dout))
        return OP_BAD_INPUT;
    for (size_t n = 0; dz && n < z->dims[0]; n++)
        dz->data[n] += dout->data[2 * n] - dout->data[2 * n + 1];
    return OP_OK;
}

op_status prob_to_prob_vector_jvp(const tensor *const in[], const attributes *attr,
                                  const tensor *out, const tensor *const tangent[],
                                  tensor *out_tangent)
{
    (void)attr, (void)out;
    const tensor *z = in[0], *z_tangent = tangent[0];
    if (!fits(z, out_tangent))
        return OP_BAD_INPUT;
    for (size_t n = 0; n < z->dims[0]; n++) {
        out_tangent->data[2 * n] = z_tangent ? z_tangent->data[n] : 0;
        out_tangent->data[2 * n + 1] = z_tangent ? -z_tangent->data[n] : 0;
    }
    return OP_OK;
}
