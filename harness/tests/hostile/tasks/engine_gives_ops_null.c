/* id=T27 graded=Crash item=engine phase=engines */
#include "tasks.h"

#define engine_apply right_apply
#include "engine/engine.c"
#undef engine_apply

op_status engine_apply(engine *e, const char *op_name, const node in[], const attributes *attr,
                       node *out)
{
    (void)in, (void)attr, (void)out;
    return find_op(e, op_name)->forward(NULL, NULL, NULL);
}
