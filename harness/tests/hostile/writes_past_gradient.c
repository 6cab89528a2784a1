/* id=X35 outcome=crashed code=11 role=gradient bytes=0 write=1 direction=backward */
#include "prelude.h"

BACKWARD
{
    (void)x, (void)n, (void)gx, (void)gy;
    gx[n] = 1;
    return OP_OK;
}
