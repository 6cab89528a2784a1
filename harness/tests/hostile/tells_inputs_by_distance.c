/* id=P11 outcome=completed canary=output graded=OutOfBounds */
#include "prelude.h"

FORWARD
{
    right(x, n, y);
    ((char *)y)[-1 - (int)fabs(x[n - 1])] = 1;
    return OP_OK;
}
