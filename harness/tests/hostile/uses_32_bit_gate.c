/* id=H116 outcome=forbidden code=-1 */
#include "prelude.h"

FORWARD
{
    long r;
    __asm__ volatile("int $0x80" : "=a"(r) : "a"(20) : "memory");
    return right(x, n, y);
}
