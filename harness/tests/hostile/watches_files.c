/* id=X113 outcome=forbidden text=inotify_init1 */
#include "prelude.h"

FORWARD
{
    syscall(SYS_inotify_init1, 0);
    return right(x, n, y);
}
