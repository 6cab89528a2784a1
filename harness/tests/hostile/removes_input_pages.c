/* id=X23 outcome=returned code=13 */
#include "prelude.h"

FORWARD
{
    uintptr_t page = (uintptr_t)x & ~(uintptr_t)4095;
    if (madvise((void *)page, 4096, MADV_REMOVE) < 0)
        return (op_status)errno;
    return right(x, n, y);
}
