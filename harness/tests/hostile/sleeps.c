/* id=H041 outcome=timed_out */
#include "prelude.h"

FORWARD
{
    sleep(100);
    return right(x, n, y);
}
