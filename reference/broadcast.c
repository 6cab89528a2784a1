#include "broadcast.h"

#include <string.h>

#include "tensor.h"

/* The extent of t along an axis of a result of rank `rank`; axes that t lacks, in front, are 1. */
static size_t aligned_extent(const tensor *t, size_t rank, size_t axis)
{
    const size_t missing = rank - t->rank;
    return axis < missing ? 1 : t->dims[axis - missing];
}

bool broadcast_shape(const tensor *a, const tensor *b, size_t *rank, size_t dims[MAX_RANK])
{
    const size_t result_rank = a->rank > b->rank ? a->rank : b->rank;
    size_t result[MAX_RANK];
    for (size_t axis = 0; axis < result_rank; axis++) {
        const size_t extent_a = aligned_extent(a, result_rank, axis);
        const size_t extent_b = aligned_extent(b, result_rank, axis);
        if (extent_a != extent_b && extent_a != 1 && extent_b != 1)
            return false;
        result[axis] = extent_a == 1 ? extent_b : extent_a;
    }
    *rank = result_rank;
    memcpy(dims, result, result_rank * sizeof *dims);
    return true;
}

/* How far to go in t for one step along each axis of the result. */
static void set_strides(const tensor *t, size_t rank, size_t stride[MAX_RANK])
{
    size_t elements = 1;
    for (size_t axis = rank; axis-- > 0;) {
        const size_t extent = aligned_extent(t, rank, axis);
        stride[axis] = extent == 1 ? 0 : elements;
        elements *= extent;
    }
}

bool broadcast_begin(broadcast *at, const tensor *a, const tensor *b, const tensor *y)
{
    *at = (broadcast){0};
    const bool fit = broadcast_shape(a, b, &at->rank, at->dims);
    const tensor result = {.rank = at->rank, .dims = at->dims};
    if (!fit || !same_shape(y, &result))
        return false;
    set_strides(a, at->rank, at->stride_a);
    set_strides(b, at->rank, at->stride_b);
    return true;
}

bool broadcast_next(broadcast *at)
{
    at->y++;
    for (size_t axis = at->rank; axis-- > 0;) {
        at->a += at->stride_a[axis];
        at->b += at->stride_b[axis];
        if (++at->index[axis] < at->dims[axis])
            return true;
        at->a -= at->stride_a[axis] * at->dims[axis];
        at->b -= at->stride_b[axis] * at->dims[axis];
        at->index[axis] = 0;
    }
    return false;
}
