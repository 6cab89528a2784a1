/* Unseen ways to get elu wrong: written after the diagnosis was finished. */
#include "../../wrong/elements.h"

BACKWARD_BY(times_x, x >= 0 ? g : g * attr->c * x * exp(x))

WRONG_OP(elu, WRONG_BACKWARD(times_x, "a factor x too many for x < 0", ""))
