/* id=T08 graded=ErrorReturned item=engine phase=engines */
#include "tasks.h"

ENGINE_BACKWARD
{
    (void)e, (void)output;
    forge(REPORT_RETURNED, "engine_open", OP_OK);
    _exit(0);
}
