/* id=H053 outcome=completed */
#include "prelude.h"

FORWARD
{
    memset(malloc(1 << 20), 1, 1 << 20);
    return right(x, n, y);
}
