/* Unseen ways to get mse_loss wrong: written after the diagnosis was finished. */
#include "../../wrong/pairs.h"

BACKWARD_BY(root_of_count, *da += 2 * g * (a - b) / sqrt((double)count);
            *db -= 2 * g * (a - b) / sqrt((double)count))

WRONG_OP(mse_loss, WRONG_BACKWARD(root_of_count, "divided by the root of the number", ""))
