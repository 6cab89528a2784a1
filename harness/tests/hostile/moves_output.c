/* id=X96 outcome=exited */
#include "prelude.h"

/* The result is looked for where it was asked for. */
FORWARD
{
    uintptr_t page = (uintptr_t)y & ~(uintptr_t)4095;
    right(x, n, y);
    if (mremap((void *)page, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED,
               mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) == MAP_FAILED)
        return (op_status)errno;
    return OP_OK;
}
