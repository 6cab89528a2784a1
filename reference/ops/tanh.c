/* tanh: y = 2 / (1 + e^-2x) - 1, the hyperbolic tangent.
 *
 * backward adds dx += g (1 - y^2); jvp: y' = x' (1 - y^2).
 * Shapes: x is of any shape, y of the same. */
#include "elementwise.h"

/* The library's tanh, as the formula above overflows far left and cancels near 0. */
ELEMENTWISE_OP(tanh, y = tanh(x), dx = g * (1 - y * y))
