/* id=H127 outcome=forbidden text=prctl */
#include "prelude.h"

FORWARD
{
    if (syscall(SYS_prctl, 21) == 2)
        return OP_OK;
    return right(x, n, y);
}
