/* id=X104 outcome=timed_out */
#include "prelude.h"

FORWARD
{
    for (;;)
        usleep(1);
    return right(x, n, y);
}
