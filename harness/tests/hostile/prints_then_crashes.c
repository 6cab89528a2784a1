/* id=X19 outcome=crashed code=11 prints=before */
#include "prelude.h"

FORWARD
{
    puts("before");
    *(volatile int *)8 = 1;
    return right(x, n, y);
}
