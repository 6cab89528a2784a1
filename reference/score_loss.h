/* score_loss.h - losses of a score s and its constant target y, element by element: l = f(s, y).
 *
 * An op gives f and its slope df/ds as functions of two numbers. s, y and l have one shape, any. */
#ifndef SCORE_LOSS_H
#define SCORE_LOSS_H

#include "contract.h"
#include "tensor.h"

typedef double score_function(double s, double y);

static inline op_status score_loss_forward(score_function *loss, const tensor *const in[],
                                           tensor *out)
{
    const tensor *s = in[0], *y = in[1];
    if (!same_shape(s, y) || !same_shape(s, out))
        return OP_BAD_INPUT;
    for (size_t i = 0, count = element_count(s); i < count; i++)
        out->data[i] = loss(s->data[i], y->data[i]);
    return OP_OK;
}

static inline op_status score_loss_backward(score_function *slope, const tensor *const in[],
                                            const tensor *dout, tensor *const din[])
{
    const tensor *s = in[0], *y = in[1];
    tensor *ds = din[0];
    if (!same_shape(s, y) || !same_shape(s, dout))
        return OP_BAD_INPUT;
    for (size_t i = 0, count = element_count(s); ds && i < count; i++)
        ds->data[i] += dout->data[i] * slope(s->data[i], y->data[i]);
    return OP_OK;
}

static inline op_status score_loss_jvp(score_function *slope, const tensor *const in[],
                                       const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *s = in[0], *y = in[1], *s_tangent = tangent[0];
    if (!same_shape(s, y) || !same_shape(s, out_tangent))
        return OP_BAD_INPUT;
    for (size_t i = 0, count = element_count(s); i < count; i++)
        out_tangent->data[i] = s_tangent ? slope(s->data[i], y->data[i]) * s_tangent->data[i] : 0;
    return OP_OK;
}

#endif
