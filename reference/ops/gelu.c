/* gelu: y = x Phi(x), with the normal distribution function Phi and its density phi.
 *
 * backward adds dx += g (Phi(x) + x phi(x)); jvp: y' = x' (Phi(x) + x phi(x)).
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

/* By erfc, because 1 + erf(x / sqrt 2) cancels to 0 in the left tail. */
static double normal_distribution(double x)
{
    return 0.5 * erfc(-x / sqrt(2));
}

static double normal_density(double x)
{
    const double two_pi = 6.283185307179586;
    return exp(-0.5 * x * x) / sqrt(two_pi);
}

ELEMENTWISE_OP(gelu, y = x * normal_distribution(x),
               dx = g * (normal_distribution(x) + x * normal_density(x)))
