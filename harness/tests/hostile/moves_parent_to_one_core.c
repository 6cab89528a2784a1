/* id=X39 outcome=forbidden text=sched_setaffinity */
#include "prelude.h"

FORWARD
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    sched_setaffinity(getppid(), sizeof one, &one);
    return right(x, n, y);
}
