/* Unseen ways to get mean wrong: written after the diagnosis was finished. */
#include "../../wrong/shapes.h"

BACKWARD_BY(one_more, dx[large] += g[small] / ((double)extent + 1))

WRONG_OP(mean, WRONG_BACKWARD(one_more, "divided by one more than there are", ""))
