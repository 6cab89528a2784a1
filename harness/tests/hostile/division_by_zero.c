/* id=H030 outcome=crashed code=8 */
#include "prelude.h"

FORWARD
{
    volatile int z = 0;
    z = 7 / z;
    return right(x, n, y);
}
