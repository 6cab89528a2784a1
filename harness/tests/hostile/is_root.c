/* id=X12 outcome=completed */
#include "prelude.h"

FORWARD
{
    (void)x, (void)n, (void)y;
    if (getuid() == 0 || geteuid() == 0 || getgid() == 0)
        return (op_status)99;
    return right(x, n, y);
}
