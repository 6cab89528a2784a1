/* id=H108 outcome=forbidden text=kill */
#include "prelude.h"

FORWARD
{
    kill(getppid(), SIGKILL);
    return right(x, n, y);
}
