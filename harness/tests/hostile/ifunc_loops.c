/* id=X61 outcome=timed_out phase=loading */
#include "prelude.h"

int chosen(void) __attribute__((ifunc("choose")));

__attribute__((used)) static int (*choose(void))(void)
{
    for (volatile int i = 0;; i++)
        continue;
    return NULL;
}

FORWARD
{
    y[0] = chosen();
    return right(x, n, y);
}
