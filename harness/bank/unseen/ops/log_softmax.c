/* Unseen ways to get log_softmax wrong: written after the diagnosis was finished. */
#include "../../wrong/rows.h"

BACKWARD_BY(mean_taken_away, EACH dx[c] += g[c] - sum_of(g, C) / (double)C)

WRONG_OP(log_softmax, WRONG_BACKWARD(mean_taken_away, "the mean of dY for the weighted sum", ""))
