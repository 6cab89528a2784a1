/* id=T45 graded=Crash item=numeric_gradient phase=functions */
#include "tasks.h"

FUNCTION
{
    (void)in, (void)set, (void)out;
    ((settings *)set)->h = 0;
    return OP_OK;
}
