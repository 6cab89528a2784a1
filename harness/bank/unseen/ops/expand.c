/* Unseen ways to get expand wrong: written after the diagnosis was finished. */
#include "../../wrong/shapes.h"

BACKWARD_BY(largest, dx[small] += r ? 0 : g[large] + (extent > 1 ? g[large + after] * 0.5 : 0))

WRONG_OP(expand, WRONG_BACKWARD(largest, "the second copy counts half, later ones not at all", ""))
