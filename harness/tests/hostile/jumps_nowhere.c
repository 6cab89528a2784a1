/* id=H044 outcome=crashed */
#include "prelude.h"

static jmp_buf target;

FORWARD
{
    memset(target, 0x41, sizeof target);
    longjmp(target, 1);
    return right(x, n, y);
}
