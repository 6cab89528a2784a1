/* bce_loss: L = mean of -(y ln p + (1 - y) ln(1 - p)) over all K elements, for constant targets
 * y[...] in [0, 1] and probabilities p[...] in (0, 1) of the same shape; L is a scalar.
 *
 * backward: dp += dL (p - y) / (p (1 - p) K)
 * jvp:      L' = sum (p - y) / (p (1 - p) K) p' */
#include <math.h>

#include "contract.h"
#include "shape.h"

static bool fits(const tensor *y, const tensor *p, const tensor *L)
{
    return same_shape(y, p) && is_scalar(L);
}

/* Element i's share of dL/dp. */
static double slope(const tensor *y, const tensor *p, size_t i)
{
    double probability = p->data[i];
    return (probability - y->data[i]) / (probability * (1 - probability)) /
           (double)element_count(p);
}

op_status bce_loss_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *y = in[0], *p = in[1];
    if (!fits(y, p, out))
        return OP_BAD_INPUT;
    size_t count = element_count(p);
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        /* log1p, because 1 - p loses the digits of a small p */
        sum -= y->data[i] * log(p->data[i]) + (1 - y->data[i]) * log1p(-p->data[i]);
    out->data[0] = sum / (double)count;
    return OP_OK;
}

op_status bce_loss_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                            const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *y = in[0], *p = in[1];
    tensor *dp = din[1];
    if (!fits(y, p, dout))
        return OP_BAD_INPUT;
    for (size_t i = 0, count = element_count(p); dp && i < count; i++)
        dp->data[i] += dout->data[0] * slope(y, p, i);
    return OP_OK;
}

op_status bce_loss_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                       const tensor *const tangent[], tensor *out_tangent)
{
    (void)attr, (void)out;
    const tensor *y = in[0], *p = in[1], *p_tangent = tangent[1];
    if (!fits(y, p, out_tangent))
        return OP_BAD_INPUT;
    double sum = 0;
    for (size_t i = 0, count = element_count(p); p_tangent && i < count; i++)
        sum += slope(y, p, i) * p_tangent->data[i];
    out_tangent->data[0] = sum;
    return OP_OK;
}
