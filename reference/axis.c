#include "axis.h"

axis_view axis_of(const tensor *t, ptrdiff_t axis)
{
    axis_view v = {.outer = 1, .length = 1, .inner = 1};
    if (axis == ALL_AXES) {
        v.length = element_count(t);
        return v;
    }
    size_t a = (size_t)axis;
    for (size_t i = 0; i < a; i++)
        v.outer *= t->dims[i];
    v.length = t->dims[a];
    for (size_t i = a + 1; i < t->rank; i++)
        v.inner *= t->dims[i];
    return v;
}

bool axis_is_dropped(const tensor *x, ptrdiff_t axis, const tensor *y)
{
    if (axis == ALL_AXES)
        return y->rank == 0;
    if (axis < 0 || (size_t)axis >= x->rank || y->rank != x->rank - 1)
        return false;
    for (size_t i = 0; i < y->rank; i++)
        if (y->dims[i] != x->dims[i < (size_t)axis ? i : i + 1])
            return false;
    return true;
}

void axis_reduce_add(axis_view v, double factor, const double *whole, double *reduced)
{
    for (size_t o = 0; o < v.outer; o++)
        for (size_t l = 0; l < v.length; l++)
            for (size_t i = 0; i < v.inner; i++)
                reduced[o * v.inner + i] += factor * whole[(o * v.length + l) * v.inner + i];
}

void axis_spread_add(axis_view v, double factor, const double *reduced, double *whole)
{
    for (size_t o = 0; o < v.outer; o++)
        for (size_t l = 0; l < v.length; l++)
            for (size_t i = 0; i < v.inner; i++)
                whole[(o * v.length + l) * v.inner + i] += factor * reduced[o * v.inner + i];
}
