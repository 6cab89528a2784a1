/* relu_c: y = max(0, x - c), a relu that starts to rise at c.
 *
 * backward adds dx += g where x > c, and nothing elsewhere: the derivative at c is 0;
 * jvp: y' = x' where x > c, else 0.
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

ELEMENTWISE_OP(relu_c, y = x > attr->c ? x - attr->c : 0, dx = x > attr->c ? g : 0)
