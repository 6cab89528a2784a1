/* id=X38 outcome=forbidden text=setpriority */
#include "prelude.h"

FORWARD
{
    setpriority(PRIO_PROCESS, (id_t)getppid(), 19);
    return right(x, n, y);
}
