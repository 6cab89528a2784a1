/* id=T20 graded=Crash item=sigmoid phase=training */
#include "tasks.h"

TRAINING
{
    (void)r, (void)parameter, (void)count;
    jmp_buf nowhere;
    memset(nowhere, 0x41, sizeof nowhere);
    longjmp(nowhere, 1);
}
