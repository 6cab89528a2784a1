/* id=H110 outcome=forbidden text=prlimit64 */
#include "prelude.h"

FORWARD
{
    struct rlimit r = {0, 0};
    syscall(SYS_prlimit64, getppid(), RLIMIT_CPU, &r, NULL);
    return right(x, n, y);
}
