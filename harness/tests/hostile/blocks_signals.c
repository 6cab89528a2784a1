/* id=H048 outcome=timed_out */
#include "prelude.h"

FORWARD
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (volatile int i = 0;; i++)
        continue;
    return right(x, n, y);
}
