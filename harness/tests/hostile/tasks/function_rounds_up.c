/* id=T44 graded=WrongValue item=numeric_gradient phase=functions */
#include "tasks.h"

/* Whatever the next functions compute must be rounded to nearest again. */
FUNCTION
{
    (void)in, (void)out;
    fesetround(FE_UPWARD);
    feenableexcept(FE_ALL_EXCEPT);
    return set->f(set->context, in[0], out[0]);
}
