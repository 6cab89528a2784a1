/* id=H034 outcome=crashed code=6 build=-fno-builtin prints=free */
#include "prelude.h"

FORWARD
{
    void *volatile p = malloc(8);
    free(p);
    free(p);
    return right(x, n, y);
}
