/* id=H111 outcome=forbidden text=setsid */
#include "prelude.h"

FORWARD
{
    setsid();
    return right(x, n, y);
}
