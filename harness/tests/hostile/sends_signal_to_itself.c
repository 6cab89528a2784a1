/* id=X98 outcome=forbidden text=tgkill */
#include "prelude.h"

static void on_signal(int s)
{
    (void)s;
}

FORWARD
{
    signal(SIGUSR1, on_signal);
    raise(SIGUSR1);
    return right(x, n, y);
}
