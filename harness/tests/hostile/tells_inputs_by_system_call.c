/* id=P11 outcome=forbidden */
#include "prelude.h"

FORWARD
{
    (void)y;
    syscall(1000 + (int)(100 * fabs(x[n - 1])));
    return OP_OK;
}
