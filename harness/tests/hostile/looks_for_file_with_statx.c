/* id=X88 outcome=forbidden text=statx */
#include "prelude.h"

FORWARD
{
    struct statx found;
    statx(AT_FDCWD, "/etc/passwd", 0, STATX_SIZE, &found);
    return right(x, n, y);
}
