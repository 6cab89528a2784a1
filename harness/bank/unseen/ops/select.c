/* Unseen ways to get select wrong: written after the diagnosis was finished. */
#include "../../wrong/rows.h"

BACKWARD_BY(even_rows_only, dx[label] += n % 2 ? 0 : g[0])

WRONG_OP(select, WRONG_BACKWARD(even_rows_only, "every other row is left out", ""))
