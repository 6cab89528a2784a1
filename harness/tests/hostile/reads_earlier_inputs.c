/* id=X20 outcome=completed calls=2 graded=ErrorReturned */
#include "prelude.h"

static uintptr_t before;

/* The input of the call before must be gone, even for one who opens its page again. */
FORWARD
{
    uintptr_t page = (uintptr_t)x & ~(uintptr_t)4095;
    if (before) {
        if (mprotect((void *)before, 4096, PROT_READ) < 0)
            return (op_status)errno;
        for (size_t i = 0; i < 4096; i++)
            if (((const char *)before)[i])
                return (op_status)99;
    }
    before = page;
    return right(x, n, y);
}
