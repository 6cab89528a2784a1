/* axis.h - one axis of a tensor singled out, whatever its rank.
 *
 * A row-major tensor is seen as [outer][length][inner], where length belongs to the axis; without
 * that axis it is [outer][inner]. ALL_AXES sees it as one axis of all its elements. */
#ifndef AXIS_H
#define AXIS_H

#include <stdbool.h>

#include "contract.h"

typedef struct axis_view {
    size_t outer, length, inner;
} axis_view;

/* axis: 0 <= axis < t->rank, or ALL_AXES. */
axis_view axis_of(const tensor *t, ptrdiff_t axis);

/* Whether y is shaped like x without that axis of it (a scalar for ALL_AXES). False as well where x
 * has no such axis. */
bool axis_is_dropped(const tensor *x, ptrdiff_t axis, const tensor *y);

/* reduced[o][i] += factor * sum over l of whole[o][l][i] */
void axis_reduce_add(axis_view v, double factor, const double *whole, double *reduced);

/* whole[o][l][i] += factor * reduced[o][i], for every l */
void axis_spread_add(axis_view v, double factor, const double *reduced, double *whole);

#endif
