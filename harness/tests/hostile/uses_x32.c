/* id=X32 outcome=forbidden code=-1 */
#include "prelude.h"

FORWARD
{
    syscall(0x40000000 + SYS_getpid);
    return right(x, n, y);
}
