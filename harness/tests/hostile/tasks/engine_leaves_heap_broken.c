/* id=T35 graded=Crash item=engine phase=engines */
#include "tasks.h"

#define engine_close right_close
#include "engine/engine.c"
#undef engine_close

void engine_close(engine *e)
{
    right_close(e);
    memset((char *)e - 16, 0xff, 64);
}
