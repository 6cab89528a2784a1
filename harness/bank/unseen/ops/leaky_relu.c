/* Unseen ways to get leaky_relu wrong: written after the diagnosis was finished. */
#include "../../wrong/elements.h"

BACKWARD_BY(absolute_slope, x > 0 ? g : g * fabs(attr->slope))

WRONG_OP(leaky_relu, WRONG_BACKWARD(absolute_slope, "the slope's sign is lost", ""))
