/* id=X74 outcome=crashed code=5 */
#include "prelude.h"

FORWARD
{
    __asm__ volatile("int3");
    return right(x, n, y);
}
