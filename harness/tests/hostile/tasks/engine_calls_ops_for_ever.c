/* id=T22 graded=Timeout item=engine phase=engines */
#include "tasks.h"

#define engine_apply right_apply
#include "engine/engine.c"
#undef engine_apply

op_status engine_apply(engine *e, const char *op_name, const node in[], const attributes *attr,
                       node *out)
{
    (void)out;
    const engine_op *op = find_op(e, op_name);
    const tensor *value[MAX_INPUTS];
    size_t rank, dims[MAX_RANK];
    for (size_t i = 0; op && i < op->input_count; i++)
        value[i] = engine_value(e, in[i]);
    while (op)
        op->shape(value, attr, &rank, dims);
    return OP_BAD_INPUT;
}
