/* id=T07 graded=Crash item=engine phase=engines */
#include "tasks.h"

ENGINE_BACKWARD
{
    (void)e, (void)output;
    jmp_buf nowhere;
    memset(nowhere, 0x41, sizeof nowhere);
    longjmp(nowhere, 1);
}
