/* id=T38 graded=Timeout item=graph_hw1 phase=graphs */
#include "tasks.h"

GRAPH
{
    (void)apply, (void)context, (void)in, (void)out;
    attributes attr = {0};
    for (;;)
        apply(context, "mul", in, &attr, out);
}
