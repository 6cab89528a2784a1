/* Unseen ways to get add wrong: written after the diagnosis was finished. */
#include "../../wrong/pairs.h"

BACKWARD_BY(only_where_b_positive, *da += b > 0 ? g : 0; *db += g)

WRONG_OP(add, WRONG_BACKWARD(only_where_b_positive, "da only where b > 0", ""))
