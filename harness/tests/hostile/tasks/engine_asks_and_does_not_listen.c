/* id=T29 graded=ProtocolViolation item=engine phase=engines */
#include "tasks.h"

#define engine_value right_value
#include "engine/engine.c"
#undef engine_value

const tensor *engine_value(const engine *e, node n)
{
    for (size_t i = 0; i < 100; i++)
        forge(REPORT_ASKS, "engine_open", 0);
    return right_value(e, n);
}
