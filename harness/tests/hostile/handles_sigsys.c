/* id=X10 outcome=forbidden text=socket */
#include "prelude.h"

static void on_signal(int s)
{
    (void)s;
}

FORWARD
{
    signal(SIGSYS, on_signal);
    socket(AF_INET, SOCK_STREAM, 0);
    return right(x, n, y);
}
