/* sqrt: y = the square root of x, for x > 0.
 *
 * backward adds dx += g / (2 y); jvp: y' = x' / (2 y).
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

ELEMENTWISE_OP(sqrt, y = sqrt(x), dx = g / (2 * y))
