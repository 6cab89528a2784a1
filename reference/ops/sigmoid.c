/* sigmoid: y = 1 / (1 + e^-x).
 *
 * backward adds dx += g y (1 - y); jvp: y' = x' y (1 - y).
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"
#include "logistic.h"

ELEMENTWISE_OP(sigmoid, y = logistic(x), dx = g * y * (1 - y))
