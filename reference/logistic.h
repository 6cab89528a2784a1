/* logistic.h - the logistic function, sigma(x) = 1 / (1 + e^-x). */
#ifndef LOGISTIC_H
#define LOGISTIC_H

#include <math.h>

/* The exponent is never positive, so nothing overflows. Left of 0 the formula is extended by e^x,
 * which also keeps the tail e^x itself exact. */
static inline double logistic(double x)
{
    const double e = exp(-fabs(x));
    return (x < 0 ? e : 1) / (1 + e);
}

#endif
