/* id=P11 outcome=crashed role=output */
#include "prelude.h"

FORWARD
{
    (void)y;
    y[n + 1 + (size_t)fabs(x[n - 1])] = 1;
    return OP_OK;
}
