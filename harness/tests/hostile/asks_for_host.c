/* id=X91 outcome=forbidden text=uname */
#include "prelude.h"

FORWARD
{
    char name[512];
    syscall(SYS_uname, name);
    return right(x, n, y);
}
