/* shapes.h - wrong variants of ops that copy, repeat or add up along one axis.
 *
 * The larger of input and output is walked as [before][extent][after], the smaller one as
 * [before][after]: expand has the larger output, sum and mean the larger input; for ALL_AXES and
 * for squeeze and unsqueeze before and after are 1 as needed. In the statements
 *
 *     o, r, i     count before, extent and after
 *     large       (o * extent + r) * after + i, and small: o * after + i
 *     x, y, g, dx are the elements' arrays: the input's, the output's, dy's and dx's */
#ifndef SHAPES_H
#define SHAPES_H

#include <math.h>

#include "wrong.h"

typedef struct walk {
    size_t before, extent, after;
} walk;

static inline walk walk_along(const tensor *large, ptrdiff_t axis)
{
    walk w = {1, element_count(large), 1};
    if (axis == ALL_AXES)
        return w;
    w.extent = large->dims[axis];
    for (size_t k = 0; k < (size_t)axis; k++)
        w.before *= large->dims[k];
    for (size_t k = (size_t)axis + 1; k < large->rank; k++)
        w.after *= large->dims[k];
    return w;
}

static inline const tensor *larger(const tensor *a, const tensor *b)
{
    return a->rank > b->rank || element_count(a) > element_count(b) ? a : b;
}

#define WALK(body)                                                                                 \
    const walk w = walk_along(larger(in[0], out), attr->axis);                                     \
    const size_t before = w.before, extent = w.extent, after = w.after;                            \
    const double *x = in[0]->data;                                                                 \
    for (size_t o = 0; o < before; o++)                                                            \
        for (size_t r = 0; r < extent; r++)                                                        \
            for (size_t i = 0; i < after; i++) {                                                   \
                const size_t large = (o * extent + r) * after + i, small = o * after + i;          \
                body;                                                                              \
                (void)x, (void)large, (void)small;                                                 \
            }

#define FORWARD_BY(name, ...)                                                                      \
    static op_status name(const tensor *const in[], const attributes *attr, tensor *out)           \
    {                                                                                              \
        double *y = out->data;                                                                     \
        for (size_t k = 0; k < element_count(out); k++)                                            \
            y[k] = 0;                                                                              \
        WALK(__VA_ARGS__)                                                                          \
        return OP_OK;                                                                              \
    }

#define BACKWARD_BY(name, ...)                                                                     \
    static op_status name(const tensor *const in[], const attributes *attr, const tensor *out,     \
                          const tensor *dout, tensor *const din[])                                 \
    {                                                                                              \
        const double *y = out->data, *g = dout->data;                                              \
        double *dx = din[0]->data;                                                                 \
        WALK(__VA_ARGS__)                                                                          \
        (void)y, (void)g, (void)dx;                                                                \
        return OP_OK;                                                                              \
    }

#endif
