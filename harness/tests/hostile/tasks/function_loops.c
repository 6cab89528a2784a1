/* id=T14 graded=Timeout item=numeric_gradient phase=functions */
#include "tasks.h"

FUNCTION
{
    (void)in, (void)set, (void)out;
    for (;;)
        __asm__ volatile("");
}
