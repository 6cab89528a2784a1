/* id=T06 graded=OutputLimit item=engine phase=engines */
#include "tasks.h"

ENGINE_BACKWARD
{
    (void)e, (void)output;
    for (;;)
        puts("right right right right right right right right right right right");
}
