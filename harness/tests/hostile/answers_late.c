/* id=P06 outcome=timed_out */
#include "prelude.h"

FORWARD
{
    usleep(900000);
    return right(x, n, y);
}
