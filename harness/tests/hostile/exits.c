/* id=H036 outcome=exited code=0 phase=call */
#include "prelude.h"

FORWARD
{
    exit(0);
    return right(x, n, y);
}
