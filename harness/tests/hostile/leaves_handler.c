/* id=X107 outcome=crashed code=11 calls=2 */
#include "prelude.h"

/* What one call installs is there for the next, in the same worker, and harms only that. */
static int calls;

static void on_signal(int s)
{
    signal(s, SIG_DFL);
}

FORWARD
{
    signal(SIGSEGV, on_signal);
    if (calls++ == 1)
        *(volatile int *)8 = 1;
    return right(x, n, y);
}
