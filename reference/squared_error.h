/* squared_error.h - E = sum_i (a_i - b_i)^2, which several losses are up to a factor.
 *
 * a and b have the same shape, any. */
#ifndef SQUARED_ERROR_H
#define SQUARED_ERROR_H

#include "contract.h"

static inline double squared_error(const tensor *a, const tensor *b)
{
    double sum = 0;
    for (size_t i = 0, count = element_count(a); i < count; i++) {
        double difference = a->data[i] - b->data[i];
        sum += difference * difference;
    }
    return sum;
}

/* Adds g dE/da to da and g dE/db to db; either may be NULL. */
static inline void squared_error_backward(double g, const tensor *a, const tensor *b, tensor *da,
                                          tensor *db)
{
    for (size_t i = 0, count = element_count(a); i < count; i++) {
        double change = 2 * g * (a->data[i] - b->data[i]);
        if (da)
            da->data[i] += change;
        if (db)
            db->data[i] -= change;
    }
}

/* The rate of change of E as a and b move along their tangents; NULL means that it stands still. */
static inline double squared_error_jvp(const tensor *a, const tensor *b, const tensor *a_tangent,
                                       const tensor *b_tangent)
{
    double sum = 0;
    for (size_t i = 0, count = element_count(a); i < count; i++) {
        double motion = (a_tangent ? a_tangent->data[i] : 0) - (b_tangent ? b_tangent->data[i] : 0);
        sum += 2 * (a->data[i] - b->data[i]) * motion;
    }
    return sum;
}

#endif
