/* mul: y = a b, element by element with NumPy's broadcasting.
 *
 * backward adds da += g b and db += g a, summed over the axes along which a or b was repeated; in
 * mul(x, x) both go to the gradient of x, which gets 2 g x;
 * jvp: y' = a' b + a b'.
 * Shapes: a and b as broadcast.h says, y their common shape. */
#include "broadcast.h"

BROADCAST_OP(mul, y = a * b, da = g * b, db = g * a)
