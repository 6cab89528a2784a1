/* id=X86 outcome=completed */
#include "prelude.h"

FORWARD
{
    void *volatile room = aligned_alloc((size_t)1 << 40, (size_t)1 << 40);
    if (room)
        return (op_status)99;
    return right(x, n, y);
}
