/* id=X70 outcome=completed float=1 */
#include "prelude.h"

FORWARD
{
    const unsigned short single = 0x007f;
    __asm__ volatile("fldcw %0" : : "m"(single));
    return right(x, n, y);
}
