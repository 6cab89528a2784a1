/* id=H088 outcome=crashed code=11 calls=2 graded=WrongValue */
#include "prelude.h"

static double *old;

FORWARD
{
    if (old)
        old[0] = 123;
    old = y;
    return right(x, n, y);
}
