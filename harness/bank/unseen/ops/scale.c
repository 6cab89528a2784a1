/* Unseen ways to get scale wrong: written after the diagnosis was finished. */
#include "../../wrong/elements.h"

BACKWARD_BY(one_more, g *(attr->k + 1))

WRONG_OP(scale, WRONG_BACKWARD(one_more, "k + 1 for k", ""))
