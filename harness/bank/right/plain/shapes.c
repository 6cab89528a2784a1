/* Copies and sums along an axis, by walking all elements of the larger tensor once. */
#include "../signatures.h"

/* Where element i of a tensor lies when the axis is left out. */
static size_t reduced(const tensor *t, ptrdiff_t axis, size_t i)
{
    size_t inner = 1;
    if (axis == ALL_AXES)
        return 0;
    for (size_t k = (size_t)axis + 1; k < t->rank; k++)
        inner *= t->dims[k];
    return i / (inner * t->dims[axis]) * inner + i % inner;
}

static double entries(const tensor *t, ptrdiff_t axis)
{
    return axis == ALL_AXES ? (double)element_count(t) : (double)t->dims[axis];
}

FORWARD(expand)
{
    for (size_t i = 0; i < element_count(out); i++)
        out->data[i] = in[0]->data[reduced(out, attr->axis, i)];
    return OP_OK;
}

BACKWARD(expand)
{
    (void)in, (void)out;
    for (size_t i = 0; i < element_count(dout); i++)
        din[0]->data[reduced(dout, attr->axis, i)] += dout->data[i];
    return OP_OK;
}

#define COPY(op)                                                                                   \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        (void)attr;                                                                                \
        for (size_t i = 0; i < element_count(out); i++)                                            \
            out->data[i] = in[0]->data[i];                                                         \
        return OP_OK;                                                                              \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)attr, (void)out, (void)in;                                                           \
        for (size_t i = 0; i < element_count(dout); i++)                                           \
            din[0]->data[i] += dout->data[i];                                                      \
        return OP_OK;                                                                              \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)in, (void)out;                                                                       \
        return op##_forward(tangent, attr, out_tangent);                                           \
    }

JVP(expand)
{
    (void)in, (void)out;
    return expand_forward(tangent, attr, out_tangent);
}

COPY(squeeze)
COPY(unsqueeze)

#define REDUCTION(op, share)                                                                       \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        for (size_t i = 0; i < element_count(out); i++)                                            \
            out->data[i] = 0;                                                                      \
        for (size_t i = 0; i < element_count(in[0]); i++)                                          \
            out->data[reduced(in[0], attr->axis, i)] += in[0]->data[i];                            \
        for (size_t i = 0; i < element_count(out); i++)                                            \
            out->data[i] *= share;                                                                 \
        return OP_OK;                                                                              \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)out;                                                                                 \
        for (size_t i = 0; i < element_count(in[0]); i++)                                          \
            din[0]->data[i] += dout->data[reduced(in[0], attr->axis, i)] * (share);                \
        return OP_OK;                                                                              \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)in, (void)out;                                                                       \
        return op##_forward(tangent, attr, out_tangent);                                           \
    }

REDUCTION(sum, 1)
REDUCTION(mean, 1 / entries(in[0], attr->axis))
