/* id=H081 outcome=completed graded=WrongValue */
#include "prelude.h"

FORWARD
{
    for (size_t i = 0; i < n; i++)
        y[i] = x[i] > 0 ? (float)x[i] : 0;
    return OP_OK;
}
