/* id=T34 graded=Passed phase=engines */
#include "tasks.h"

#define engine_open right_open
#include "engine/engine.c"
#undef engine_open

engine *engine_open(const engine_op *ops, size_t op_count)
{
    feenableexcept(FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW);
    return right_open(ops, op_count);
}
