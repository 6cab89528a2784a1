/* id=X115 outcome=crashed */
#include "prelude.h"

/* Replaces everything around its own stack. */
FORWARD
{
    uintptr_t page = (uintptr_t)&n & ~(uintptr_t)4095;
    mmap((void *)(page - (1 << 16)), 1 << 17, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
         -1, 0);
    return right(x, n, y);
}
