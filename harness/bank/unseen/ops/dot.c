/* Unseen ways to get dot wrong: written after the diagnosis was finished. */
#include "../../wrong/pairs.h"

BACKWARD_BY(factor_squared, *da += g * b * b; *db += g * a)

WRONG_OP(dot, WRONG_BACKWARD(factor_squared, "dr has h squared", ""))
