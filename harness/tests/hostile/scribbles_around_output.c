/* id=X27 outcome=completed canary=output before=3296 graded=OutOfBounds */
#include "prelude.h"

#ifndef MADV_GUARD_REMOVE
#define MADV_GUARD_REMOVE 103
#endif

/* Opens all that can be opened and writes everywhere. */
FORWARD
{
    uintptr_t page = (uintptr_t)y & ~(uintptr_t)4095;
    madvise((void *)page, 1 << 20, MADV_GUARD_REMOVE);
    if (mprotect((void *)page, 1 << 20, PROT_READ | PROT_WRITE) < 0)
        return (op_status)99;
    memset((void *)page, 0xff, 1 << 20);
    return right(x, n, y);
}
