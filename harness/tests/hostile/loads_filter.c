/* id=X111 outcome=forbidden text=seccomp */
#include "prelude.h"

FORWARD
{
    syscall(SYS_seccomp, 1, 0, NULL);
    return right(x, n, y);
}
