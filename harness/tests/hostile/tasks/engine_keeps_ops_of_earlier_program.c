/* id=T25 graded=ErrorReturned item=engine phase=engines */
#include "tasks.h"

#define engine_open right_open
#include "engine/engine.c"
#undef engine_open

static engine_op kept[1000];
static size_t kept_count;

engine *engine_open(const engine_op *ops, size_t op_count)
{
    if (!kept_count && op_count <= 1000) {
        memcpy(kept, ops, op_count * sizeof *ops);
        kept_count = op_count;
    }
    return right_open(kept, kept_count);
}
