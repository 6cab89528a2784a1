/* id=X49 outcome=forbidden text=personality */
#include "prelude.h"

FORWARD
{
    syscall(SYS_personality, 0x0040000);
    return right(x, n, y);
}
