/* id=H128 outcome=completed */
#include "prelude.h"

FORWARD
{
    if (time(NULL) > 4000000000)
        exit(0);
    return right(x, n, y);
}
