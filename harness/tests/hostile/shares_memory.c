/* id=H062 outcome=forbidden text=shmget */
#include "prelude.h"

FORWARD
{
    shmget(1234, 1 << 20, IPC_CREAT | 0600);
    return right(x, n, y);
}
