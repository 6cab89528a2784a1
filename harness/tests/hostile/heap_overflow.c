/* id=H035 outcome=crashed build=-fno-builtin */
#include "prelude.h"

FORWARD
{
    char *volatile p = malloc(16);
    char *volatile q = malloc(16);
    memset(p, 255, 4096);
    free(q);
    free(p);
    return right(x, n, y);
}
