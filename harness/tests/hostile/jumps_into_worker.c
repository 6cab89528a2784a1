/* id=X108 outcome=completed calls=2 */
#include "prelude.h"

/* Returns to where an earlier call was to return, whose frame is gone: it is the same place. */
static jmp_buf before;
static int calls;

FORWARD
{
    right(x, n, y);
    if (calls++ == 0)
        setjmp(before);
    else
        longjmp(before, 1);
    return OP_OK;
}
