/* id=H077 outcome=completed values=wrong direction=backward graded=NonFinite */
#include "prelude.h"

BACKWARD
{
    for (size_t i = 0; i < n; i++)
        gx[i] += i == 0 ? (double)INFINITY : x[i] > 0 ? gy[i] : 0;
    return OP_OK;
}
