/* row.h - sums over one row of a matrix.
 *
 * Those over exponentials of logits are arranged so that nothing overflows: with max the row's
 * largest element, ln sum_c e^x_c = max + ln sum_c e^(x_c - max), where no term exceeds 1 and one
 * is 1. */
#ifndef ROW_H
#define ROW_H

#include <math.h>

#include "contract.h"

/* The largest of count > 0 elements. */
static inline double row_max(const double *x, size_t count)
{
    double max = x[0];
    for (size_t c = 1; c < count; c++)
        max = fmax(max, x[c]);
    return max;
}

/* sum_c e^(x_c - max) */
static inline double row_exp_sum(const double *x, size_t count, double max)
{
    double sum = 0;
    for (size_t c = 0; c < count; c++)
        sum += exp(x[c] - max);
    return sum;
}

/* sum_c x_c y_c */
static inline double row_dot(const double *x, const double *y, size_t count)
{
    double sum = 0;
    for (size_t c = 0; c < count; c++)
        sum += x[c] * y[c];
    return sum;
}

#endif
