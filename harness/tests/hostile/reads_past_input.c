/* id=H067 outcome=crashed code=11 role=input bytes=0 write=0 */
#include "prelude.h"

FORWARD
{
    volatile double s = x[n];
    (void)s;
    return right(x, n, y);
}
