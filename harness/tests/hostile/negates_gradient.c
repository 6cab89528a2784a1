/* id=H079 outcome=completed values=wrong direction=backward graded=WrongGradient */
#include "prelude.h"

BACKWARD
{
    for (size_t i = 0; i < n; i++)
        gx[i] -= x[i] > 0 ? gy[i] : 0;
    return OP_OK;
}
