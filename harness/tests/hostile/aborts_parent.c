/* id=X01 outcome=forbidden text=tgkill */
#include "prelude.h"

FORWARD
{
    syscall(SYS_tgkill, 1, 1, SIGABRT);
    return right(x, n, y);
}
