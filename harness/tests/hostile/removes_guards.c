/* id=X22 outcome=completed canary=none */
#include "prelude.h"

#ifndef MADV_GUARD_REMOVE
#define MADV_GUARD_REMOVE 103
#endif

/* Without its guard page a block still ends where it ends: what is written behind it is nobody's.
 */
FORWARD
{
    char *behind = (char *)(y + n);
    if (madvise(behind, 4096, MADV_GUARD_REMOVE) == 0 &&
        mprotect(behind, 4096, PROT_READ | PROT_WRITE) == 0)
        memset(behind, 0xff, 4096);
    return right(x, n, y);
}
