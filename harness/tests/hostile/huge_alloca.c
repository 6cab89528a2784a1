/* id=X69 outcome=crashed code=11 */
#include "prelude.h"

FORWARD
{
    volatile size_t size = (size_t)1 << 27;
    char *room = __builtin_alloca(size);
    *(volatile char *)room = 1;
    return right(x, n, y);
}
