/* id=H064 outcome=crashed code=11 role=output bytes=0 write=1 */
#include "prelude.h"

FORWARD
{
    y[n] = 1;
    return right(x, n, y);
}
