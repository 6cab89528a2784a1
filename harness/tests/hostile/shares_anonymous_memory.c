/* id=X211 outcome=forbidden text=mmap */
#include "prelude.h"

/* Shared memory does not count as its own. */
FORWARD
{
    for (size_t i = 0; i < 64; i++) {
        char *p = mmap(NULL, 16 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (p == MAP_FAILED)
            return (op_status)99;
        memset(p, 1, 16 << 20);
    }
    return right(x, n, y);
}
