/* id=X24 outcome=completed canary=output values=wrong graded=OutOfBounds */
#include "prelude.h"

FORWARD
{
    right(x, n, y);
    uintptr_t page = (uintptr_t)y & ~(uintptr_t)4095;
    if (madvise((void *)page, 4096, MADV_REMOVE) < 0)
        return (op_status)99;
    return OP_OK;
}
