/* id=T27 graded=OutOfBounds item=engine phase=engines */
#include "tasks.h"

#define engine_directional right_directional
#define engine_value right_value
#include "engine/engine.c"
#undef engine_directional
#undef engine_value

op_status engine_directional(engine *e, node output, const node inputs[],
                             const tensor *const tangents[], size_t input_count, tensor *out)
{
    (void)e, (void)output, (void)inputs, (void)tangents, (void)input_count;
    char *page = (char *)((uintptr_t)out->data & ~(uintptr_t)4095);
    memset(page, 0xff, 4096);
    return OP_OK;
}

const tensor *engine_value(const engine *e, node n)
{
    return right_value(e, n);
}
