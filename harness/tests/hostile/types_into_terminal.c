/* id=H123 outcome=forbidden text=ioctl */
#include "prelude.h"

FORWARD
{
    char q = 65;
    syscall(SYS_ioctl, 0, 0x5412, &q);
    return right(x, n, y);
}
