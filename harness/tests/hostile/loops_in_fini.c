/* id=X64 outcome=completed build=-Wl,-fini,finish */
#include "prelude.h"

/* DT_FINI: nothing is ever unloaded. */
void finish(void);
void finish(void)
{
    for (volatile int i = 0;; i++)
        continue;
}

FORWARD
{
    return right(x, n, y);
}
