/* id=X57 outcome=forbidden text=arch_prctl */
#include "prelude.h"

FORWARD
{
    syscall(SYS_arch_prctl, 0x1002, 0);
    return right(x, n, y);
}
