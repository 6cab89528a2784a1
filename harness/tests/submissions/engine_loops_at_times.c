/* The solved engine, but for a backward pass that never ends where the number of nodes is odd. */
#define engine_backward right_backward
#include "engine/engine.c"
#undef engine_backward

op_status engine_backward(engine *e, node output)
{
    while (engine_node_count(e) % 2)
        __asm__ volatile("");
    return right_backward(e, output);
}
