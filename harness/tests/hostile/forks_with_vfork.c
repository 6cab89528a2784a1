/* id=X47 outcome=forbidden text=vfork */
#include "prelude.h"

FORWARD
{
    if (vfork() == 0)
        _exit(0);
    return right(x, n, y);
}
