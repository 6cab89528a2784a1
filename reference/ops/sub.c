/* sub: y = a - b, with NumPy's broadcasting.
 *
 * backward adds da += g and db += -g, summed over the axes along which a or b was repeated;
 * jvp: y' = a' - b'.
 * Shapes: a and b as broadcast.h says, y their common shape. */
#include "broadcast.h"

BROADCAST_OP(sub, y = a - b, da = g, db = -g)
