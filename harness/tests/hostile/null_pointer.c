/* id=H028 outcome=crashed code=11 phase=call */
#include "prelude.h"

FORWARD
{
    *(volatile int *)8 = 1;
    return right(x, n, y);
}
