/* Unseen ways to get log wrong: written after the diagnosis was finished. */
#include "../../wrong/elements.h"

BACKWARD_BY(of_log1p, g / (1 + x))

WRONG_OP(log, WRONG_BACKWARD(of_log1p, "dx is dy / (1 + x)", ""))
