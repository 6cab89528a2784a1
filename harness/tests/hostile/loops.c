/* id=H040 outcome=timed_out phase=call */
#include "prelude.h"

FORWARD
{
    for (volatile int i = 0;; i++)
        continue;
    return right(x, n, y);
}
