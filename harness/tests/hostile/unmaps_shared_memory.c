/* id=X210 outcome=returned code=12 */
#include "prelude.h"

/* The address space that the shared memory takes is not for other memory. */
FORWARD
{
    (void)n, (void)y;
    char *beyond = (char *)((uintptr_t)x & ~(uintptr_t)4095) + (8 << 20);
    if (munmap(beyond, 900 << 20) < 0)
        return (op_status)errno;
    void *memory =
        mmap(NULL, 600 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? (op_status)errno : OP_OK;
}
