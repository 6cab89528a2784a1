/* Unseen ways to get relu wrong: written after the diagnosis was finished. */
#include "../../wrong/elements.h"

BACKWARD_BY(value_below, x > 0 ? g : g * x)
FORWARD_BY(cut_at_one, x > 1 ? x : 0)

WRONG_OP(relu, WRONG_BACKWARD(value_below, "dx is dy x for x < 0", ""),
         WRONG_FORWARD(cut_at_one, "the cut is at 1", ""))
