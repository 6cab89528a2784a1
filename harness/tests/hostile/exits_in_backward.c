/* id=H037 outcome=exited code=0 phase=call direction=backward */
#include "prelude.h"

BACKWARD
{
    (void)x, (void)n, (void)gx, (void)gy;
    _exit(0);
    return OP_OK;
}
