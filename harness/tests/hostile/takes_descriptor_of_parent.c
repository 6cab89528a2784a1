/* id=X54 outcome=forbidden text=pidfd_getfd */
#include "prelude.h"

FORWARD
{
    syscall(SYS_pidfd_getfd, 3, 4, 0);
    return right(x, n, y);
}
