/* id=T26 graded=WrongCalls item=engine phase=engines */
#include "tasks.h"

#define engine_close right_close
#include "engine/engine.c"
#undef engine_close

void engine_close(engine *e)
{
    double number = 1;
    tensor x = {0, NULL, &number}, y = x;
    const tensor *in[] = {&x, &x, &x};
    for (size_t i = 0; i < e->op_count; i++)
        e->ops[i].forward(in, NULL, &y);
    right_close(e);
}
