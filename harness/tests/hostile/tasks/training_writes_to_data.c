/* id=T48 graded=Crash says=const item=sigmoid phase=training */
#include "tasks.h"

TRAINING
{
    (void)r, (void)parameter, (void)count;
    r->X->data[0] = 0;
    return train_rightly(r, parameter, count);
}
