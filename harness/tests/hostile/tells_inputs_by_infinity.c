/* id=P11 outcome=completed values=wrong graded=NonFinite */
#include "prelude.h"

FORWARD
{
    right(x, n, y);
    y[(size_t)fabs(100 * x[n - 1]) % n] = INFINITY;
    return OP_OK;
}
