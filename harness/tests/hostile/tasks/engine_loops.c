/* id=T02 graded=Timeout item=engine phase=engines */
#include "tasks.h"

ENGINE_BACKWARD
{
    (void)e, (void)output;
    for (;;)
        __asm__ volatile("");
}
