/* square: y = x^2.
 *
 * backward adds dx += 2 g x; jvp: y' = 2 x' x.
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

ELEMENTWISE_OP(square, y = x * x, dx = 2 * g * x)
