/* id=T39 graded=WrongValue item=graph_hw1 phase=graphs */
#include "tasks.h"

GRAPH
{
    (void)apply, (void)context, (void)in, (void)out;
    op_status status = apply(context, "mul", in, NULL, out);
    memset(context, 0xff, 4096 - ((uintptr_t)context & 4095));
    return status;
}
