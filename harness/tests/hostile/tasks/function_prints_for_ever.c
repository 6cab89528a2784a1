/* id=T13 graded=OutputLimit item=numeric_gradient phase=functions */
#include "tasks.h"

FUNCTION
{
    (void)in, (void)set, (void)out;
    for (;;)
        puts("right right right right right right right right right right right");
}
