/* id=H057 outcome=forbidden text=dup */
#include "prelude.h"

FORWARD
{
    while (dup(0) >= 0)
        continue;
    return right(x, n, y);
}
