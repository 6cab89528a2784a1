/* id=H101 outcome=completed */
#include "prelude.h"

extern char **environ;

FORWARD
{
    (void)x, (void)n, (void)y;
    if (environ && environ[0])
        return (op_status)99;
    return right(x, n, y);
}
