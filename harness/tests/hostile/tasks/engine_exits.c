/* id=T03 graded=Exited item=engine phase=engines */
#include "tasks.h"

ENGINE_BACKWARD
{
    (void)e, (void)output;
    exit(0);
}
