/* id=X50 outcome=forbidden text=prctl */
#include "prelude.h"

FORWARD
{
    syscall(SYS_prctl, 1, 0);
    return right(x, n, y);
}
