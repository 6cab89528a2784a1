/* id=T47 graded=OutOfBounds item=sigmoid phase=training */
#include "tasks.h"

TRAINING
{
    (void)r, (void)parameter, (void)count;
    op_status status = train_rightly(r, parameter, count);
    parameter[1]->data[-1] = 1;
    return status;
}
