/* id=T11 graded=Crash item=numeric_gradient phase=functions */
#include "tasks.h"

FUNCTION
{
    (void)in, (void)set, (void)out;
    *(volatile int *)0 = 1;
    return OP_OK;
}
