/* id=X87 outcome=forbidden text=newfstatat */
#include "prelude.h"

FORWARD
{
    struct stat found;
    stat("/etc/passwd", &found);
    return right(x, n, y);
}
