/* Unseen ways to get normalize wrong: written after the diagnosis was finished. */
#include "../../wrong/rows.h"

BACKWARD_BY(projected, EACH dx[c] += (g[c] - y[c] * product_of(g, y, C)) / sum_of(x, C))

WRONG_OP(normalize, WRONG_BACKWARD(projected, "a factor y too many in the second term", ""))
