/* leaky_relu: y = x where x > 0, else slope x.
 *
 * backward adds dx += g where x > 0, else slope g: the derivative at 0 is slope;
 * jvp: y' = x' where x > 0, else slope x'.
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

ELEMENTWISE_OP(leaky_relu, y = x > 0 ? x : attr->slope * x, dx = x > 0 ? g : attr->slope * g)
