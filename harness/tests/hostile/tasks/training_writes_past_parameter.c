/* id=T46 graded=Crash says=past item=sigmoid phase=training */
#include "tasks.h"

TRAINING
{
    (void)r, (void)parameter, (void)count;
    parameter[0]->data[element_count(parameter[0])] = 1;
    return train_rightly(r, parameter, count);
}
