/* Unseen ways to get gelu wrong: written after the diagnosis was finished. */
#include "../../wrong/elements.h"

FORWARD_BY(probability_squared,
           x *(erfc(-x * 0.70710678118654752440) / 2) * (erfc(-x * 0.70710678118654752440) / 2))
BACKWARD_BY(x_squared, g *(erfc(-x * 0.70710678118654752440) / 2 +
                           x * x * exp(-x * x / 2) * 0.39894228040143267794))

WRONG_OP(gelu, WRONG_FORWARD(probability_squared, "Phi is squared", ""),
         WRONG_BACKWARD(x_squared, "x^2 phi for x phi", ""))
