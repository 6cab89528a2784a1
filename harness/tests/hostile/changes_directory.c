/* id=X114 outcome=forbidden text=chdir */
#include "prelude.h"

FORWARD
{
    if (chdir("/proc") < 0)
        return (op_status)errno;
    return right(x, n, y);
}
