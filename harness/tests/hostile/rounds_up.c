/* id=X26 outcome=completed float=1 build=-lm */
#include "prelude.h"

FORWARD
{
    fesetround(FE_UPWARD);
    return right(x, n, y);
}
