/* id=X60 outcome=timed_out */
#include "prelude.h"

static void on_signal(int s)
{
    (void)s;
}

FORWARD
{
    signal(SIGSEGV, on_signal);
    *(volatile int *)8 = 1;
    return right(x, n, y);
}
