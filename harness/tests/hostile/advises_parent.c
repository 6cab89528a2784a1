/* id=X55 outcome=forbidden text=process_madvise */
#include "prelude.h"

FORWARD
{
    syscall(SYS_process_madvise, 3, NULL, 0, MADV_DONTNEED, 0);
    return right(x, n, y);
}
