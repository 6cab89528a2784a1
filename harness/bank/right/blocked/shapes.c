/* Copies and sums along an axis: three nested loops, unrolled by two inside. */
#include <string.h>

#include "../signatures.h"
#include "sums.h"

typedef struct block {
    size_t outer, along, inner;
} block;

static block block_of(const tensor *t, ptrdiff_t axis)
{
    block b = {1, element_count(t), 1};
    if (axis == ALL_AXES)
        return b;
    b.along = t->dims[axis];
    for (size_t k = 0; k < t->rank; k++)
        *(k < (size_t)axis ? &b.outer : k > (size_t)axis ? &b.inner : &(size_t){1}) *= t->dims[k];
    return b;
}

/* to[o][a][i] += by * from[o][i] */
static void spread(const block *b, double by, const double *from, double *to)
{
    for (size_t o = 0; o < b->outer; o++)
        for (size_t a = 0; a < b->along; a++) {
            const double *source = from + o * b->inner;
            double *target = to + (o * b->along + a) * b->inner;
            size_t i = 0;
            for (; i + 1 < b->inner; i += 2) {
                target[i] += by * source[i];
                target[i + 1] += by * source[i + 1];
            }
            if (i < b->inner)
                target[i] += by * source[i];
        }
}

/* to[o][i] += the sum of from[o][a][i] over a, over `of` */
static void gather(const block *b, double of, const double *from, double *to)
{
    for (size_t o = b->outer; o-- > 0;)
        for (size_t i = b->inner; i-- > 0;) {
            running sum = {0, 0};
            for (size_t a = b->along; a-- > 0;)
                include(&sum, from[(o * b->along + a) * b->inner + i]);
            to[o * b->inner + i] += total(sum) / of;
        }
}

static void clear(tensor *t)
{
    memset(t->data, 0, element_count(t) * sizeof *t->data);
}

FORWARD(expand)
{
    block b = block_of(out, attr->axis);
    clear(out);
    spread(&b, 1, in[0]->data, out->data);
    return OP_OK;
}

BACKWARD(expand)
{
    block b = block_of(dout, attr->axis);
    (void)in, (void)out;
    gather(&b, 1, dout->data, din[0]->data);
    return OP_OK;
}

FORWARD(squeeze)
{
    (void)attr;
    memmove(out->data, in[0]->data, element_count(out) * sizeof(double));
    return OP_OK;
}

BACKWARD(squeeze)
{
    (void)in, (void)attr, (void)out;
    double *to = din[0]->data;
    for (const double *g = dout->data, *end = g + element_count(dout); g < end;)
        *to++ += *g++;
    return OP_OK;
}

FORWARD(unsqueeze)
{
    return squeeze_forward(in, attr, out);
}

BACKWARD(unsqueeze)
{
    return squeeze_backward(in, attr, out, dout, din);
}

FORWARD(sum)
{
    block b = block_of(in[0], attr->axis);
    clear(out);
    gather(&b, 1, in[0]->data, out->data);
    return OP_OK;
}

BACKWARD(sum)
{
    block b = block_of(in[0], attr->axis);
    (void)out;
    spread(&b, 1, dout->data, din[0]->data);
    return OP_OK;
}

FORWARD(mean)
{
    block b = block_of(in[0], attr->axis);
    clear(out);
    gather(&b, (double)b.along, in[0]->data, out->data);
    return OP_OK;
}

BACKWARD(mean)
{
    block b = block_of(in[0], attr->axis);
    (void)out;
    spread(&b, 1 / (double)b.along, dout->data, din[0]->data);
    return OP_OK;
}

/* All are linear: a tangent goes the way of the value. */
#define LINEAR(op)                                                                                 \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)in, (void)out;                                                                       \
        return op##_forward(tangent, attr, out_tangent);                                           \
    }
LINEAR(expand)
LINEAR(squeeze)
LINEAR(unsqueeze)
LINEAR(sum)
LINEAR(mean)
