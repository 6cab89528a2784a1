/* id=X79 outcome=completed */
#include "prelude.h"

/* Nothing ever calls exit() in a worker, or forks one from it. */
static void leave(void)
{
    _exit(0);
}

static void leave_with(int status, void *unused)
{
    (void)status, (void)unused;
    _exit(0);
}

FORWARD
{
    atexit(leave);
    on_exit(leave_with, NULL);
    pthread_atfork(leave, leave, leave);
    return right(x, n, y);
}
