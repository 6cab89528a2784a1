/* id=X112 outcome=forbidden text=msgget */
#include "prelude.h"

FORWARD
{
    syscall(SYS_msgget, 1234, 01000 | 0600);
    return right(x, n, y);
}
