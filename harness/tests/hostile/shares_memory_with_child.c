/* id=X48 outcome=forbidden text=clone */
#include "prelude.h"

static int run(void *unused)
{
    (void)unused;
    return 0;
}

FORWARD
{
    static char stack[1 << 16];
    clone(run, stack + sizeof stack, CLONE_VM | CLONE_PARENT | SIGCHLD, NULL);
    return right(x, n, y);
}
