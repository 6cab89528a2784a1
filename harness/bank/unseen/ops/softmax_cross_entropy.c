/* Unseen ways to get softmax_cross_entropy wrong: written after the diagnosis was finished. */
#include "../../wrong/rows.h"

BACKWARD_BY(smoothed,
            EACH dx[c] +=
            g[0] * (softmax_of(x, C, c) - 0.9 * (c == label) - 0.1 / (double)C) / (double)N)
FORWARD_BY(mean_logit, double m = largest_of(x, C);
           y[0] += (m + log(sum_exp(x, C, m)) - sum_of(x, C) / (double)C) / (double)N)

WRONG_OP(softmax_cross_entropy, WRONG_BACKWARD(smoothed, "labels are smoothed by 0.1", ""),
         WRONG_FORWARD(mean_logit, "the mean logit for that of the class", ""))
