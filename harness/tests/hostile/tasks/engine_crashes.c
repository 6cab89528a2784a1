/* id=T01 graded=Crash item=engine phase=engines */
#include "tasks.h"

ENGINE_BACKWARD
{
    (void)e, (void)output;
    *(volatile int *)0 = 1;
    return OP_OK;
}
