/* id=T40 graded=Crash item=graph_hw1 phase=graphs */
#include "tasks.h"

GRAPH
{
    (void)apply, (void)context, (void)in, (void)out;
    return apply(context, NULL, in, NULL, out);
}
