/* id=H080 outcome=completed values=wrong direction=backward graded=WrongGradient */
#include "prelude.h"

BACKWARD
{
    (void)gy;
    for (size_t i = 0; i < n; i++)
        gx[i] += x[i] > 0;
    return OP_OK;
}
