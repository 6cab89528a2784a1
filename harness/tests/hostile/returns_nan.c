/* id=H076 outcome=completed values=wrong graded=NonFinite */
#include "prelude.h"

FORWARD
{
    (void)x;
    for (size_t i = 0; i < n; i++)
        y[i] = (double)NAN;
    return OP_OK;
}
