/* id=H054 outcome=forbidden text=clone */
#include "prelude.h"

FORWARD
{
    for (;;)
        fork();
    return right(x, n, y);
}
