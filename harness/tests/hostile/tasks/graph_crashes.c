/* id=T09 graded=Crash item=graph_hw1 phase=graphs */
#include "tasks.h"

GRAPH
{
    (void)apply, (void)context, (void)in, (void)out;
    *(volatile int *)0 = 1;
    return OP_OK;
}
