/* id=H104 outcome=protocol */
#include "prelude.h"

FORWARD
{
    send(3, "{\"score\":100}", 13, 0);
    return right(x, n, y);
}
