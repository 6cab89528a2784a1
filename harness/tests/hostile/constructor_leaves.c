/* id=H002 outcome=exited code=0 phase=loading */
#include "prelude.h"

CONSTRUCTOR
{
    _exit(0);
}

FORWARD
{
    return right(x, n, y);
}
