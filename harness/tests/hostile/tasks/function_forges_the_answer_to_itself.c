/* id=T43 graded=WrongValue item=numeric_gradient phase=functions */
#include "tasks.h"

FUNCTION
{
    (void)in, (void)set, (void)out;
    /* Takes for f(x) what lies in its own output, and does not wait for an answer. */
    forge(REPORT_ASKS, "numeric_gradient", 0);
    forge(REPORT_ASKS, "numeric_gradient", 0);
    for (size_t i = 0; i < element_count(out[0]); i++)
        out[0]->data[i] = 1;
    return OP_OK;
}
