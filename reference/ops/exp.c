/* exp: y = e^x.
 *
 * backward adds dx += g y, since e^x is its own derivative; jvp: y' = x' y.
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

ELEMENTWISE_OP(exp, y = exp(x), dx = g * y)
