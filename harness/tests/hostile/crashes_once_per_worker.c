/* id=X07 outcome=crashed code=11 calls=2 */
#include "prelude.h"

static int calls;

FORWARD
{
    if (calls++)
        *(volatile int *)8 = 1;
    return right(x, n, y);
}
