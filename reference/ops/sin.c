/* sin: y = sin x, x in radians.
 *
 * backward adds dx += g cos x; jvp: y' = x' cos x.
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

ELEMENTWISE_OP(sin, y = sin(x), dx = g * cos(x))
