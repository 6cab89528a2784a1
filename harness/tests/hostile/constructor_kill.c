/* id=H006 outcome=forbidden text=kill phase=loading */
#include "prelude.h"

CONSTRUCTOR
{
    kill(getpid(), SIGKILL);
}

FORWARD
{
    return right(x, n, y);
}
