/* id=X93 outcome=completed */
#include "prelude.h"

FORWARD
{
    if (isatty(1))
        return (op_status)99;
    return right(x, n, y);
}
