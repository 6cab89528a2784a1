/* id=H001 outcome=exited code=0 phase=loading */
#include "prelude.h"

CONSTRUCTOR
{
    exit(0);
}

FORWARD
{
    return right(x, n, y);
}
