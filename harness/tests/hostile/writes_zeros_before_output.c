/* id=X36 outcome=completed canary=output before=24 graded=OutOfBounds */
#include "prelude.h"

FORWARD
{
    memset(y - 3, 0, 24);
    return right(x, n, y);
}
