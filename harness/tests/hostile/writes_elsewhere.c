/* id=X33 outcome=forbidden text=write */
#include "prelude.h"

FORWARD
{
    if (write(7, "x", 1) < 0)
        return (op_status)errno;
    return right(x, n, y);
}
