/* id=H031,P14 outcome=crashed code=4 */
#include "prelude.h"

FORWARD
{
    __asm__ volatile("ud2");
    return right(x, n, y);
}
