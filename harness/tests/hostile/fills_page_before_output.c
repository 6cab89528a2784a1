/* id=H136 outcome=completed canary=output before=3296 graded=OutOfBounds */
#include "prelude.h"

/* Where a program that keeps sizes in shared memory would have them. */
FORWARD
{
    uintptr_t page = (uintptr_t)y & ~(uintptr_t)4095;
    memset((void *)page, 0xff, (uintptr_t)y - page);
    return right(x, n, y);
}
