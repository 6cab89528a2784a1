/* id=X43 outcome=crashed code=5 */
#include "prelude.h"

/* The worker's own code is the submission's to spoil: it decides nothing. */
FORWARD
{
    char *page = (char *)((uintptr_t)__builtin_return_address(0) & ~(uintptr_t)4095);
    right(x, n, y);
    if (mprotect(page, 4096, PROT_READ | PROT_WRITE | PROT_EXEC) < 0)
        return (op_status)errno;
    memset(page, 0xcc, 4096);
    return OP_OK;
}
