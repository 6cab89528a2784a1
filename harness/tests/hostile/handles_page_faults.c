/* id=X41 outcome=forbidden text=userfaultfd */
#include "prelude.h"

FORWARD
{
    syscall(SYS_userfaultfd, 0);
    return right(x, n, y);
}
