/* id=X62 outcome=completed */
#include "prelude.h"

/* Not hostile: variables of a thread work. */
static _Thread_local double factor = 1;

FORWARD
{
    right(x, n, y);
    for (size_t i = 0; i < n; i++)
        y[i] *= factor;
    return OP_OK;
}
