/* id=X04 outcome=exited */
#include "prelude.h"

FORWARD
{
    close(3);
    return right(x, n, y);
}
