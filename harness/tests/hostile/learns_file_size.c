/* id=X116 outcome=forbidden text=newfstatat */
#include "prelude.h"

/* fstat is newfstatat with an empty path: with another it would tell of any file. */
FORWARD
{
    struct stat found = {0};
    if (syscall(SYS_newfstatat, AT_FDCWD, "/etc/passwd", &found, AT_EMPTY_PATH) < 0)
        return (op_status)99;
    return right(x, n, y);
}
