/* Unseen ways to get softmax wrong: written after the diagnosis was finished. */
#include "../../wrong/rows.h"

BACKWARD_BY(largest_upstream, EACH dx[c] += y[c] * (g[c] - largest_of(g, C)))
FORWARD_BY(tempered, double m = largest_of(x, C), s = 0; EACH s += exp((x[c] - m) / 2);
           EACH y[c] = exp((x[c] - m) / 2) / s)

WRONG_OP(softmax, WRONG_BACKWARD(largest_upstream, "the largest dY for the weighted sum", ""),
         WRONG_FORWARD(tempered, "a temperature of 2", ""))
