/* Unseen ways to get sigmoid wrong: written after the diagnosis was finished. */
#include "../../wrong/elements.h"

BACKWARD_BY(cubic, g *(y - y * y * y))
FORWARD_BY(x_squared, 1 / (1 + exp(-x * x)))

WRONG_OP(sigmoid, WRONG_BACKWARD(cubic, "dx is dy (y - y^3)", ""),
         WRONG_FORWARD(x_squared, "x is squared in the exponent", ""))
