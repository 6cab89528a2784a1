/* Unseen ways to get sqrt wrong: written after the diagnosis was finished. */
#include "../../wrong/elements.h"

BACKWARD_BY(one_power_more, -0.5 * g * pow(x, -1.5))

WRONG_OP(sqrt, WRONG_BACKWARD(one_power_more, "dx has the exponent -3/2 and a minus", ""))
