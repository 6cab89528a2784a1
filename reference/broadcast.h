/* broadcast.h - NumPy's broadcasting: two tensors of different shape, element by element.
 *
 * The shapes are lined up at their last axes; a missing axis counts as extent 1; along each axis
 * the two extents are equal, or one of them is 1 and that tensor is repeated along it. So [3,1] and
 * [4] give [3,4]. In backward a repeated element collects the gradient of all its repetitions. */
#ifndef BROADCAST_H
#define BROADCAST_H

#include <stdbool.h>

#include "contract.h"

/* The shape of the result: writes *rank and dims[0..*rank), or returns false, and writes nothing,
 * where the shapes do not fit together. */
bool broadcast_shape(const tensor *a, const tensor *b, size_t *rank, size_t dims[MAX_RANK]);

/* A walk over all elements of the result, in row-major order:
 *
 *     broadcast at;
 *     if (!broadcast_begin(&at, a, b, y))
 *         return OP_BAD_INPUT;
 *     do
 *         y->data[at.y] = a->data[at.a] + b->data[at.b];
 *     while (broadcast_next(&at));
 */
typedef struct broadcast {
    size_t y, a, b; /* the elements that belong together, as offsets into the three arrays */
    size_t rank;
    size_t dims[MAX_RANK];
    size_t index[MAX_RANK];                        /* of element y */
    size_t stride_a[MAX_RANK], stride_b[MAX_RANK]; /* 0 along an axis that is repeated */
} broadcast;

/* Goes to the first element; false where a and b do not broadcast to the shape of y. */
bool broadcast_begin(broadcast *at, const tensor *a, const tensor *b, const tensor *y);

/* Goes to the next element; false behind the last one. */
bool broadcast_next(broadcast *at);

/* Defines the three functions of an op y = f(a, b) with broadcasting:
 *
 *     BROADCAST_OP(mul, y = a * b, da = g * b, db = g * a)
 *
 * The formulas compute y from a and b; then da, which is g dy/da, and db, which is g dy/db, from g,
 * a, b and y. As elementwise.h explains, they serve backward, where g is the upstream gradient, and
 * jvp, where g is the tangent of a in the one and of b in the other. A gradient buffer that is NULL
 * is not wanted; a tangent that is NULL is 0. */
#define BROADCAST_OP(name, value_formula, da_formula, db_formula)                                  \
    op_status name##_forward(const tensor *const in[], const attributes *attr, tensor *out)        \
    {                                                                                              \
        (void)attr;                                                                                \
        broadcast at;                                                                              \
        if (!broadcast_begin(&at, in[0], in[1], out))                                              \
            return OP_BAD_INPUT;                                                                   \
        do {                                                                                       \
            const double a = in[0]->data[at.a], b = in[1]->data[at.b];                             \
            double y;                                                                              \
            value_formula;                                                                         \
            out->data[at.y] = y;                                                                   \
        } while (broadcast_next(&at));                                                             \
        return OP_OK;                                                                              \
    }                                                                                              \
                                                                                                   \
    op_status name##_backward(const tensor *const in[], const attributes *attr, const tensor *out, \
                              const tensor *dout, tensor *const din[])                             \
    {                                                                                              \
        (void)attr;                                                                                \
        broadcast at;                                                                              \
        if (!broadcast_begin(&at, in[0], in[1], out))                                              \
            return OP_BAD_INPUT;                                                                   \
        do {                                                                                       \
            const double a = in[0]->data[at.a], b = in[1]->data[at.b], y = out->data[at.y];        \
            const double g = dout->data[at.y];                                                     \
            (void)a, (void)b, (void)y;                                                             \
            double da, db;                                                                         \
            da_formula;                                                                            \
            db_formula;                                                                            \
            if (din[0])                                                                            \
                din[0]->data[at.a] += da;                                                          \
            if (din[1])                                                                            \
                din[1]->data[at.b] += db;                                                          \
        } while (broadcast_next(&at));                                                             \
        return OP_OK;                                                                              \
    }                                                                                              \
                                                                                                   \
    op_status name##_jvp(const tensor *const in[], const attributes *attr, const tensor *out,      \
                         const tensor *const tangent[], tensor *out_tangent)                       \
    {                                                                                              \
        (void)attr;                                                                                \
        broadcast at;                                                                              \
        if (!broadcast_begin(&at, in[0], in[1], out))                                              \
            return OP_BAD_INPUT;                                                                   \
        do {                                                                                       \
            const double a = in[0]->data[at.a], b = in[1]->data[at.b], y = out->data[at.y];        \
            (void)a, (void)b, (void)y;                                                             \
            double da, db;                                                                         \
            double g = tangent[0] ? tangent[0]->data[at.a] : 0;                                    \
            da_formula;                                                                            \
            g = tangent[1] ? tangent[1]->data[at.b] : 0;                                           \
            db_formula;                                                                            \
            out_tangent->data[at.y] = da + db;                                                     \
        } while (broadcast_next(&at));                                                             \
        return OP_OK;                                                                              \
    }

#endif
