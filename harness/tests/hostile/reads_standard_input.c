/* id=X103 outcome=completed */
#include "prelude.h"

FORWARD
{
    if (getchar() != EOF)
        return (op_status)99;
    return right(x, n, y);
}
