/* id=H069 outcome=crashed code=11 role=cotangent bytes=-800 write=1 direction=backward */
#include "prelude.h"

BACKWARD
{
    (void)x, (void)n, (void)gx, (void)gy;
    ((double *)(uintptr_t)gy)[0] *= 2;
    return OP_OK;
}
