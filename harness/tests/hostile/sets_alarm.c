/* id=H049 outcome=forbidden text=alarm */
#include "prelude.h"

FORWARD
{
    alarm(1);
    return right(x, n, y);
}
