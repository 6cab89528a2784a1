/* Unseen ways to get sub wrong: written after the diagnosis was finished. */
#include "../../wrong/pairs.h"

FORWARD_BY(twice_b, a - 2 * b)

WRONG_OP(sub, WRONG_FORWARD(twice_b, "b is taken away twice", ""))
