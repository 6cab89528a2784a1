/* div: y = a / b, element by element with NumPy's broadcasting.
 *
 * backward adds da += g / b and db += -g a / b^2, summed over the axes along which a or b was
 * repeated; jvp: y' = a' / b - b' a / b^2.
 * Shapes: a and b as broadcast.h says, y their common shape. */
#include "broadcast.h"

/* a / b^2 is computed as y / b: b^2 may overflow or vanish where the quotient does neither. */
BROADCAST_OP(div, y = a / b, da = g / b, db = -g * y / b)
