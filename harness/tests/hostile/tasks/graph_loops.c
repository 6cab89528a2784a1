/* id=T11 graded=Timeout item=graph_hw1 phase=graphs */
#include "tasks.h"

GRAPH
{
    (void)apply, (void)context, (void)in, (void)out;
    for (;;)
        __asm__ volatile("");
}
