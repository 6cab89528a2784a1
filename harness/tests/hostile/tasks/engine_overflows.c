/* id=T04 graded=Crash says=stack item=engine phase=engines */
#include "tasks.h"

ENGINE_BACKWARD
{
    (void)e, (void)output;
    return recurse(0);
}
