/* id=P16 outcome=completed float=0 build=-ffast-math */
#include "prelude.h"

FORWARD
{
    return right(x, n, y);
}
