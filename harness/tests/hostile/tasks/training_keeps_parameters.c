/* id=T54 graded=Crash item=sigmoid phase=training */
#include "tasks.h"

/* Those of the call before. */
TRAINING
{
    static double *kept;
    op_status status = train_rightly(r, parameter, count);
    if (kept)
        kept[0] = 123;
    kept = parameter[0]->data;
    return status;
}
