/* Copies and sums along an axis. All are one linear map: element i of the larger tensor belongs to
 * element owner(i) of the smaller. Forward and JVP go one way, backward the other. */
#include <stdlib.h>

#include "../signatures.h"

typedef long double real;

typedef struct fold {
    size_t count, owners, along, inner; /* of elements, of those they belong to */
} fold;

static fold fold_of(const tensor *larger, const tensor *smaller, ptrdiff_t axis)
{
    fold f = {element_count(larger), element_count(smaller), 1, 1};
    if (axis == ALL_AXES) {
        f.along = f.count;
        return f;
    }
    f.along = larger->dims[axis];
    for (size_t k = larger->rank - 1; k > (size_t)axis; k--)
        f.inner *= larger->dims[k];
    return f;
}

static size_t owner(const fold *f, size_t i)
{
    const size_t column = i % f->inner, block = i / (f->inner * f->along);
    return block * f->inner + column;
}

/* to = what is there, if it is kept, + the term */
static void put(double *to, int kept, real term)
{
    *to = (double)(kept ? *to + term : term);
}

static op_status repeat(fold f, real divisor, const tensor *from, int kept, tensor *to)
{
    for (size_t i = 0; i < f.count; i++)
        put(&to->data[i], kept, from->data[owner(&f, i)] / divisor);
    return OP_OK;
}

static op_status collect(fold f, real divisor, const tensor *from, int kept, tensor *to)
{
    real *sums = calloc(f.owners, sizeof *sums);
    if (!sums)
        return OP_NO_MEMORY;
    for (size_t i = 0; i < f.count; i++)
        sums[owner(&f, i)] += from->data[i];
    for (size_t k = 0; k < f.owners; k++)
        put(&to->data[k], kept, sums[k] / divisor);
    free(sums);
    return OP_OK;
}

FORWARD(expand)
{
    return repeat(fold_of(out, in[0], attr->axis), 1, in[0], 0, out);
}

BACKWARD(expand)
{
    (void)out;
    return collect(fold_of(dout, in[0], attr->axis), 1, dout, 1, din[0]);
}

JVP(expand)
{
    return repeat(fold_of(out, in[0], attr->axis), 1, tangent[0], 0, out_tangent);
}

/* Every element belongs to itself. */
static fold flat(const tensor *t)
{
    return (fold){element_count(t), element_count(t), 1, 1};
}

#define RESHAPE(op)                                                                                \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        (void)attr;                                                                                \
        return repeat(flat(out), 1, in[0], 0, out);                                                \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)attr, (void)in, (void)out;                                                           \
        return collect(flat(dout), 1, dout, 1, din[0]);                                            \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)attr, (void)in, (void)out;                                                           \
        return collect(flat(out_tangent), 1, tangent[0], 0, out_tangent);                          \
    }

RESHAPE(squeeze)
RESHAPE(unsqueeze)

#define REDUCTION(op, divisor)                                                                     \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        const fold f = fold_of(in[0], out, attr->axis);                                            \
        return collect(f, divisor, in[0], 0, out);                                                 \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        const fold f = fold_of(in[0], out, attr->axis);                                            \
        return repeat(f, divisor, dout, 1, din[0]);                                                \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        const fold f = fold_of(in[0], out, attr->axis);                                            \
        return collect(f, divisor, tangent[0], 0, out_tangent);                                    \
    }

REDUCTION(sum, 1)
REDUCTION(mean, f.along)
