/* id=X53 outcome=forbidden text=pidfd_open */
#include "prelude.h"

FORWARD
{
    syscall(SYS_pidfd_open, getppid(), 0);
    return right(x, n, y);
}
