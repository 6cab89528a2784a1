/* id=X92 outcome=completed */
#include <sys/random.h>
#include <sys/sysinfo.h>
#include <sys/times.h>

#include "prelude.h"

/* Allowed: the C library asks for these on its own, and no answer tells of another process. */
FORWARD
{
    char random[16];
    struct sysinfo all;
    struct tms spent;
    struct rusage used;
    if (getrandom(random, sizeof random, 0) != sizeof random || sysinfo(&all) < 0 ||
        times(&spent) == (clock_t)-1 || getrusage(RUSAGE_SELF, &used) < 0 || sched_yield() < 0)
        return (op_status)99;
    return right(x, n, y);
}
