/* id=T51 graded=ErrorReturned item=sigmoid phase=training */
#include "tasks.h"

TRAINING
{
    (void)r, (void)parameter, (void)count;
    train_rightly(r, parameter, count);
    return (op_status)-2147483647;
}
