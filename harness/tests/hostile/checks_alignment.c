/* id=X72 outcome=completed */
#include "prelude.h"

/* With the flag AC set, every unaligned access of the worker's would be a SIGBUS. */
FORWARD
{
    right(x, n, y);
    __builtin_ia32_writeeflags_u64(__builtin_ia32_readeflags_u64() | 1 << 18);
    return OP_OK;
}
