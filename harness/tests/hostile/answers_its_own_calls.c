/* id=X201 outcome=completed */
#include "prelude.h"

static void on_signal(int s)
{
    (void)s;
}

/* Without the worker's handler, the kernel sees no path either. */
FORWARD
{
    struct stat found = {0};
    signal(SIGSYS, on_signal);
    syscall(SYS_newfstatat, AT_FDCWD, "/etc/passwd", &found, AT_EMPTY_PATH);
    syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY);
    if (found.st_size != 0 || read(4, y, n) > 0)
        return (op_status)99;
    return right(x, n, y);
}
