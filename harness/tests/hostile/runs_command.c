/* id=X100 outcome=forbidden */
#include "prelude.h"

FORWARD
{
    if (system("id") == 0)
        return (op_status)99;
    return right(x, n, y);
}
