/* Unseen ways to get exp wrong: written after the diagnosis was finished. */
#include "../../wrong/elements.h"

BACKWARD_BY(times_x, g *x *y)

WRONG_OP(exp, WRONG_BACKWARD(times_x, "dx is dy x e^x", ""))
