/* id=X45 outcome=forbidden text=rseq */
#include "prelude.h"

FORWARD
{
    static char area[32] __attribute__((aligned(32)));
    syscall(SYS_rseq, area, sizeof area, 0, 0);
    return right(x, n, y);
}
