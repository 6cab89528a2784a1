/* id=X71 outcome=completed */
#include "prelude.h"

FORWARD
{
    for (int i = 0; i < 8; i++)
        __asm__ volatile("fld1");
    return right(x, n, y);
}
