/* id=T41 graded=WrongValue item=graph_hw1 phase=graphs */
#include "tasks.h"

GRAPH
{
    (void)apply, (void)context, (void)in, (void)out;
    const node wild[] = {SIZE_MAX, 1u << 31, UINT32_MAX};
    apply(context, "mul", wild, NULL, out);
    out[0] = SIZE_MAX - 1;
    return OP_OK;
}
