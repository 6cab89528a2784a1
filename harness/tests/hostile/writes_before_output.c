/* id=H065 outcome=completed canary=output before=8 graded=OutOfBounds */
#include "prelude.h"

FORWARD
{
    y[-1] = 1;
    return right(x, n, y);
}
