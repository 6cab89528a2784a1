/* id=H082 outcome=completed calls=2 values=wrong graded=WrongValue */
#include "prelude.h"

static int calls;

FORWARD
{
    if (calls++ == 0)
        return right(x, n, y);
    memset(y, 0, n * sizeof *y);
    return OP_OK;
}
