/* id=T33 graded=Crash item=engine phase=engines */
#include "tasks.h"

#define engine_value right_value
#include "engine/engine.c"
#undef engine_value

const tensor *engine_value(const engine *e, node n)
{
    (void)e, (void)n;
    return (const tensor *)8;
}
