/* id=H109 outcome=forbidden text=kill */
#include "prelude.h"

FORWARD
{
    kill(-1, SIGKILL);
    return right(x, n, y);
}
