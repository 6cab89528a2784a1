/* id=H120,P07 outcome=forbidden text=add_key */
#include "prelude.h"

FORWARD
{
    syscall(SYS_add_key, "user", "k", "v", 1, -3);
    return right(x, n, y);
}
