/* id=X75 outcome=crashed code=11 */
#include "prelude.h"

FORWARD
{
    __asm__ volatile("hlt");
    return right(x, n, y);
}
