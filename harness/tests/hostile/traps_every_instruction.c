/* id=X73 outcome=crashed code=5 */
#include "prelude.h"

FORWARD
{
    right(x, n, y);
    __builtin_ia32_writeeflags_u64(__builtin_ia32_readeflags_u64() | 1 << 8);
    return OP_OK;
}
