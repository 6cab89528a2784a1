/* Unseen ways to get bce_loss wrong: written after the diagnosis was finished. */
#include "../../wrong/pairs.h"

SUM_BY(squared, (a - b) * (a - b), sum / (double)count)

WRONG_OP(bce_loss, WRONG_FORWARD(squared, "the mean square error", ""))
