/* dot: y = sum_i r_i h_i, for r[n], h[n]; y is a scalar.
 *
 * backward: dr += dy h, dh += dy r
 * jvp:      y' = sum_i (r'_i h_i + r_i h'_i) */
#include "contract.h"
#include "row.h"
#include "shape.h"

static bool fits(const tensor *r, const tensor *h, const tensor *y)
{
    return r->rank == 1 && is_vector(h, r->dims[0]) && is_scalar(y);
}

op_status dot_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *r = in[0], *h = in[1];
    if (!fits(r, h, out))
        return OP_BAD_INPUT;
    out->data[0] = row_dot(r->data, h->data, r->dims[0]);
    return OP_OK;
}

op_status dot_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                       const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *r = in[0], *h = in[1];
    tensor *dr = din[0], *dh = din[1];
    if (!fits(r, h, dout))
        return OP_BAD_INPUT;
    double g = dout->data[0];
    for (size_t i = 0; i < r->dims[0]; i++) {
        if (dr)
            dr->data[i] += g * h->data[i];
        if (dh)
            dh->data[i] += g * r->data[i];
    }
    return OP_OK;
}

op_status dot_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                  const tensor *const tangent[], tensor *out_tangent)
{
    (void)attr, (void)out;
    const tensor *r = in[0], *h = in[1], *r_tangent = tangent[0], *h_tangent = tangent[1];
    if (!fits(r, h, out_tangent))
        return OP_BAD_INPUT;
    out_tangent->data[0] = (r_tangent ? row_dot(r_tangent->data, h->data, r->dims[0]) : 0) +
                           (h_tangent ? row_dot(r->data, h_tangent->data, r->dims[0]) : 0);
    return OP_OK;
}
