/* id=X28 outcome=protocol */
#include "prelude.h"

FORWARD
{
    send(3, "", 0, 0);
    return right(x, n, y);
}
