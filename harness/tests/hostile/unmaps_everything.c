/* id=X30 outcome=crashed code=11 phase=call */
#include "prelude.h"

FORWARD
{
    syscall(SYS_munmap, (uintptr_t)body & ~(uintptr_t)4095, 1 << 20);
    return right(x, n, y);
}
