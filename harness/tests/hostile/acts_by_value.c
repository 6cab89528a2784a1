/* id=X02 outcome=completed */
#include "prelude.h"

/* Does as the first number tells it. */
FORWARD
{
    if (x[0] == 1000)
        *(volatile int *)8 = 1;
    if (x[0] == 1001)
        for (volatile int i = 0;; i++)
            continue;
    if (x[0] == 1002)
        puts("told to print");
    if (x[0] == 1003)
        exit(0);
    return right(x, n, y);
}
