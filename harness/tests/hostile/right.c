/* id=X25 outcome=completed */
#include "prelude.h"

FORWARD
{
    return right(x, n, y);
}
