/* id=T36 graded=ErrorReturned item=engine phase=engines */
#include "tasks.h"

#define engine_close right_close
#include "engine/engine.c"
#undef engine_close

/* The last graph of the assignment is drawn next. */
void engine_close(engine *e)
{
    use_up_memory();
    right_close(e);
}
