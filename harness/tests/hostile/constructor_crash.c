/* id=H005 outcome=crashed code=11 phase=loading */
#include "prelude.h"

CONSTRUCTOR
{
    *(volatile int *)8 = 1;
}

FORWARD
{
    return right(x, n, y);
}
