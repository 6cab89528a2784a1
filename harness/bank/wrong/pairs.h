/* pairs.h - wrong variants of ops on two tensors a and b, element by element.
 *
 *     FORWARD_BY(added, a + b)                   y = that, from a and b
 *     SUM_BY(no_half, (a - b) * (a - b), sum)    y = the third, from sum: of the second over all
 *                                                elements, and count
 *     BACKWARD_BY(swapped, *da += g * a; *db += g * b)
 *
 * a and b are broadcast as NumPy does. In a backward da and db point to the cells of the gradients
 * (of an input without one, to a cell that nobody looks at), g is dy and y the output at this
 * element, which for a scalar output are the same for all. i counts the elements, and there are
 * count of them. */
#ifndef PAIRS_H
#define PAIRS_H

#include <assert.h>
#include <math.h>

#include "wrong.h"

/* Where the element of t lies that goes with element i of a tensor as large as `whole`. */
static inline size_t pair_index(const tensor *t, const tensor *whole, size_t i)
{
    size_t at = 0, stride = 1;
    for (size_t k = 0; k < whole->rank; k++) {
        const size_t wide = whole->dims[whole->rank - 1 - k];
        const size_t own = k < t->rank ? t->dims[t->rank - 1 - k] : 1;
        assert(wide > 0);
        at += own > 1 ? i % wide * stride : 0;
        stride *= own;
        i /= wide;
    }
    return at;
}

/* The tensor whose elements are walked: the output, or the first input of a scalar one. */
static inline const tensor *pair_whole(const tensor *const in[], const tensor *out)
{
    return element_count(out) >= element_count(in[0]) ? out : in[0];
}

#define FORWARD_BY(name, ...)                                                                      \
    static op_status name(const tensor *const in[], const attributes *attr, tensor *out)           \
    {                                                                                              \
        (void)attr;                                                                                \
        for (size_t i = 0, count = element_count(out); i < count; i++) {                           \
            const double a = in[0]->data[pair_index(in[0], out, i)];                               \
            const double b = in[1]->data[pair_index(in[1], out, i)];                               \
            out->data[i] = __VA_ARGS__;                                                            \
            (void)a, (void)b;                                                                      \
        }                                                                                          \
        return OP_OK;                                                                              \
    }

#define SUM_BY(name, term, ...)                                                                    \
    static op_status name(const tensor *const in[], const attributes *attr, tensor *out)           \
    {                                                                                              \
        (void)attr;                                                                                \
        double sum = 0;                                                                            \
        size_t count = element_count(in[0]);                                                       \
        for (size_t i = 0; i < count; i++) {                                                       \
            const double a = in[0]->data[i], b = in[1]->data[i];                                   \
            sum += term;                                                                           \
            (void)a, (void)b;                                                                      \
        }                                                                                          \
        out->data[0] = __VA_ARGS__;                                                                \
        return OP_OK;                                                                              \
    }

#define BACKWARD_BY(name, ...)                                                                     \
    static op_status name(const tensor *const in[], const attributes *attr, const tensor *out,     \
                          const tensor *dout, tensor *const din[])                                 \
    {                                                                                              \
        (void)attr;                                                                                \
        const tensor *whole = pair_whole(in, out);                                                 \
        double unwanted = 0;                                                                       \
        for (size_t i = 0, count = element_count(whole); i < count; i++) {                         \
            const size_t at = element_count(out) < count ? 0 : i;                                  \
            const size_t ia = pair_index(in[0], whole, i), ib = pair_index(in[1], whole, i);       \
            const double a = in[0]->data[ia], b = in[1]->data[ib];                                 \
            const double y = out->data[at], g = dout->data[at];                                    \
            double *da = din[0] ? &din[0]->data[ia] : &unwanted;                                   \
            double *db = din[1] ? &din[1]->data[ib] : &unwanted;                                   \
            __VA_ARGS__;                                                                           \
            (void)a, (void)b, (void)y, (void)g, (void)da, (void)db;                                \
        }                                                                                          \
        return OP_OK;                                                                              \
    }

#endif
