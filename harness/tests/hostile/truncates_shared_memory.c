/* id=H107 outcome=forbidden text=ftruncate */
#include "prelude.h"

FORWARD
{
    if (ftruncate(6, 0) < 0)
        return (op_status)errno;
    return right(x, n, y);
}
