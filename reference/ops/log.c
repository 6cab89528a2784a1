/* log: y = ln x, for x > 0.
 *
 * backward adds dx += g / x; jvp: y' = x' / x.
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

ELEMENTWISE_OP(log, y = log(x), dx = g / x)
