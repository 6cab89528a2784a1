/* Unseen ways to get lms_loss wrong: written after the diagnosis was finished. */
#include "../../wrong/pairs.h"

BACKWARD_BY(times_distance, *da += g * (a - b) * fabs(a - b))

WRONG_OP(lms_loss, WRONG_BACKWARD(times_distance, "(s - y) |s - y|", ""))
