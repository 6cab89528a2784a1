/* id=X97 outcome=completed */
#include "prelude.h"

/* Allowed: what code it runs is its own affair. */
FORWARD
{
    static const unsigned char returns[] = {0xc3};
    void *page =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return (op_status)errno;
    memcpy(page, returns, sizeof returns);
    ((void (*)(void))page)();
    return right(x, n, y);
}
