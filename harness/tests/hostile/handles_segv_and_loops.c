/* id=H045 outcome=timed_out */
#include "prelude.h"

static void on_signal(int s)
{
    (void)s;
    for (volatile int i = 0;; i++)
        continue;
}

FORWARD
{
    signal(SIGSEGV, on_signal);
    *(volatile int *)8 = 1;
    return right(x, n, y);
}
