/* identity: y = x.
 *
 * backward adds dx += g; jvp: y' = x'.
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

ELEMENTWISE_OP(identity, y = x, dx = g)
