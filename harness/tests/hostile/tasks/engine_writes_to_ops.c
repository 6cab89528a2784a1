/* id=T24 graded=Crash item=engine phase=engines */
#include "tasks.h"

#define engine_open right_open
#include "engine/engine.c"
#undef engine_open

engine *engine_open(const engine_op *ops, size_t op_count)
{
    engine *e = right_open(ops, op_count);
    memset((void *)ops, 0, op_count * sizeof *ops);
    return e;
}
