/* id=P11 outcome=exited */
#include "prelude.h"

FORWARD
{
    (void)y;
    exit((int)(100 * fabs(x[n - 1])) & 127);
}
