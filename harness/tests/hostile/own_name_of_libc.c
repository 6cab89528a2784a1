/* id=X17 outcome=completed build=-fno-builtin */
#include "prelude.h"

/* Not hostile: a helper that happens to have a name of the C library must be the one called. */
int rand(void)
{
    return -7;
}

FORWARD
{
    if (rand() != -7)
        return (op_status)99;
    return right(x, n, y);
}
