/* sigmoid: y = 1 / (1 + e^-x).
 *
 * backward adds dx += g y (1 - y); jvp: y' = x' y (1 - y).
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

/* The exponent is never positive, so nothing overflows. Left of 0 the formula is extended by e^x,
 * which also keeps the tail e^x itself exact. */
static double logistic(double x)
{
    const double e = exp(-fabs(x));
    return (x < 0 ? e : 1) / (1 + e);
}

ELEMENTWISE_OP(sigmoid, y = logistic(x), dx = g * y * (1 - y))
