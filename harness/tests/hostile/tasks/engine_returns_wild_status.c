/* id=T31 graded=ErrorReturned item=engine phase=engines */
#include "tasks.h"

#define engine_backward right_backward
#include "engine/engine.c"
#undef engine_backward

ENGINE_BACKWARD
{
    right_backward(e, output);
    return (op_status)0xdeadbeef;
}
