/* id=X93 outcome=forbidden text=ioctl */
#include "prelude.h"

FORWARD
{
    if (isatty(1))
        return (op_status)99;
    return right(x, n, y);
}
