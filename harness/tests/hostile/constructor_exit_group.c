/* id=H003 outcome=exited code=0 phase=loading */
#include "prelude.h"

CONSTRUCTOR
{
    syscall(SYS_exit_group, 0);
}

FORWARD
{
    return right(x, n, y);
}
