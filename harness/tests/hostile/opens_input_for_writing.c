/* id=X15 outcome=returned code=13 */
#include "prelude.h"

FORWARD
{
    uintptr_t page = (uintptr_t)x & ~(uintptr_t)4095;
    if (mprotect((void *)page, 4096, PROT_READ | PROT_WRITE) < 0)
        return (op_status)errno;
    return right(x, n, y);
}
