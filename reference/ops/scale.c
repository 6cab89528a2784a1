/* scale: y = k x, k a constant.
 *
 * backward adds dx += k g; jvp: y' = k x'.
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

ELEMENTWISE_OP(scale, y = attr->k * x, dx = attr->k * g)
