/* id=P11 outcome=completed values=wrong graded=NotWritten */
#include "prelude.h"

FORWARD
{
    return right(x, n - 1 - (size_t)fabs(x[n - 1]) % n, y);
}
