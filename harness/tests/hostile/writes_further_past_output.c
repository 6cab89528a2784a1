/* id=X34 outcome=crashed code=11 role=output bytes=16 write=1 */
#include "prelude.h"

FORWARD
{
    y[n + 2] = 1;
    return right(x, n, y);
}
