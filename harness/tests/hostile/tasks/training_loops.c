/* id=T16 graded=Timeout item=sigmoid phase=training */
#include "tasks.h"

TRAINING
{
    (void)r, (void)parameter, (void)count;
    for (;;)
        __asm__ volatile("");
}
