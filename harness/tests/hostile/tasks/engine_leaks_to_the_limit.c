/* id=T36 graded=ErrorReturned item=engine phase=engines */
#include "tasks.h"

#define engine_close right_close
#include "engine/engine.c"
#undef engine_close

/* The last graph of the assignment is drawn next. */
void engine_close(engine *e)
{
    while (malloc(1 << 20))
        continue;
    while (malloc(16))
        continue;
    right_close(e);
}
