/* id=T15 graded=Crash item=sigmoid phase=training */
#include "tasks.h"

TRAINING
{
    (void)r, (void)parameter, (void)count;
    *(volatile int *)0 = 1;
    return OP_OK;
}
