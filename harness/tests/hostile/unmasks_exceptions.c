/* id=H086 outcome=crashed code=8 */
#include "prelude.h"

FORWARD
{
    __builtin_ia32_ldmxcsr(__builtin_ia32_stmxcsr() & ~(unsigned)0x1e80);
    volatile double z = 0;
    z = 1 / z;
    return right(x, n, y);
}
