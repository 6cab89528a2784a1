/* relu: y = max(0, x).
 *
 * backward adds dx += g where x > 0, and nothing elsewhere: the derivative at 0 is 0;
 * jvp: y' = x' where x > 0, else 0.
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

ELEMENTWISE_OP(relu, y = x > 0 ? x : 0, dx = x > 0 ? g : 0)
