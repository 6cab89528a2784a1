/* id=X116 outcome=completed */
#include "prelude.h"

/* What the lock does not keep from it: fstat is newfstatat with an empty path, and the filter
 * cannot tell an empty path from another. So it learns which files there are and how long they are,
 * where it would be allowed to search their folders; not what is in them. */
FORWARD
{
    struct stat found = {0};
    if (syscall(SYS_newfstatat, AT_FDCWD, "/etc/passwd", &found, AT_EMPTY_PATH) < 0 ||
        found.st_size == 0)
        return (op_status)99;
    return right(x, n, y);
}
