/* id=H004 outcome=timed_out phase=loading */
#include "prelude.h"

CONSTRUCTOR
{
    for (volatile int i = 0;; i++)
        continue;
}

FORWARD
{
    return right(x, n, y);
}
