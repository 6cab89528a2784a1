/* id=T28 graded=ProtocolViolation item=engine phase=engines */
#include "tasks.h"

#define engine_value right_value
#include "engine/engine.c"
#undef engine_value

const tensor *engine_value(const engine *e, node n)
{
    report_message fake = {.kind = REPORT_ASKS, .sequence = find_call("engine_open")->sequence + 1};
    send(CONTROL_FD, &fake, sizeof fake, 0);
    return right_value(e, n);
}
