/* id=X16 outcome=forbidden text=openat */
#include "prelude.h"

FORWARD
{
    open("/etc/passwd", O_PATH);
    return right(x, n, y);
}
