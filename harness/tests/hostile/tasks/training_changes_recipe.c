/* id=T49 graded=Crash item=sigmoid phase=training */
#include "tasks.h"

TRAINING
{
    (void)r, (void)parameter, (void)count;
    ((recipe *)r)->epochs = 1000;
    return train_rightly(r, parameter, count);
}
