/* elu: y = x where x >= 0, else c (e^x - 1).
 *
 * backward adds dx += g where x >= 0, else g c e^x: the derivative at 0 is 1;
 * jvp: y' = x' where x >= 0, else x' c e^x.
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

/* expm1(x) is e^x - 1 without the cancellation near 0. */
ELEMENTWISE_OP(elu, y = x >= 0 ? x : attr->c * expm1(x), dx = x >= 0 ? g : g * attr->c * exp(x))
