/* id=X42 outcome=forbidden text=perf_event_open */
#include "prelude.h"

FORWARD
{
    syscall(SYS_perf_event_open, NULL, getppid(), -1, -1, 0);
    return right(x, n, y);
}
