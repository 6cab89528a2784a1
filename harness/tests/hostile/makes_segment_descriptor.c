/* id=X56 outcome=forbidden text=modify_ldt */
#include "prelude.h"

FORWARD
{
    syscall(SYS_modify_ldt, 0, NULL, 0);
    return right(x, n, y);
}
