/* id=X11 outcome=completed graded=ErrorReturned */
#include "prelude.h"

#ifndef MADV_GUARD_REMOVE
#define MADV_GUARD_REMOVE 103
#endif

/* Leaves a note for the next worker, on closed pages and on open ones that this call does not use;
 * other calls of the same worker find it. */
FORWARD
{
    char *page = (char *)((uintptr_t)y & ~(uintptr_t)4095);
    madvise(page, 1 << 16, MADV_GUARD_REMOVE);
    if (mprotect(page, 1 << 16, PROT_READ | PROT_WRITE) < 0)
        return (op_status)98;
    for (size_t at = 4096; at < 1 << 16; at++)
        if (page[at] == 'n')
            return (op_status)99;
    memset(page + 4096, 'n', (1 << 16) - 4096);
    return right(x, n, y);
}
