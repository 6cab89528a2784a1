/* Unseen ways to get sum wrong: written after the diagnosis was finished. */
#include "../../wrong/shapes.h"

BACKWARD_BY(weighted, dx[large] += g[small] * (double)(r + 1))

WRONG_OP(sum, WRONG_BACKWARD(weighted, "entries are weighted by their number", ""))
