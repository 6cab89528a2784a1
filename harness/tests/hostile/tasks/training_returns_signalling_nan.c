/* id=T50 graded=NonFinite item=sigmoid phase=training */
#include "tasks.h"

TRAINING
{
    (void)r, (void)parameter, (void)count;
    memset(parameter[1]->data, 0xf7, element_count(parameter[1]) * sizeof(double));
    static const uint64_t signalling = 0x7ff0000000000001;
    memcpy(parameter[0]->data, &signalling, sizeof signalling);
    return OP_OK;
}
