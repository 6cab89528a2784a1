/* id=H071 outcome=completed values=wrong graded=WrongValue */
#include "prelude.h"

FORWARD
{
    uintptr_t page = (uintptr_t)x & ~(uintptr_t)4095;
    void *p = mmap((void *)page, 4096, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (p == MAP_FAILED)
        return (op_status)99;
    return right(x, n, y);
}
