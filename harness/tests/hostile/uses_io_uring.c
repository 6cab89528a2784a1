/* id=H117 outcome=forbidden text=io_uring_setup */
#include "prelude.h"

FORWARD
{
    char b[256] = {0};
    syscall(425, 4, b);
    return right(x, n, y);
}
