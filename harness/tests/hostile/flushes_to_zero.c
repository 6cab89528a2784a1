/* id=H084 outcome=completed float=1 */
#include "prelude.h"

FORWARD
{
    __builtin_ia32_ldmxcsr(__builtin_ia32_stmxcsr() | 0x8040);
    return right(x, n, y);
}
