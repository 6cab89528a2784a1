/* Unseen ways to get mul wrong: written after the diagnosis was finished. */
#include "../../wrong/pairs.h"

BACKWARD_BY(both_factors, *da += g * b; *db += g * a * b)

WRONG_OP(mul, WRONG_BACKWARD(both_factors, "db has the factor b too many", ""))
