/* id=X13 outcome=completed */
#include "prelude.h"

FORWARD
{
    __asm__ volatile("std");
    __asm__ volatile("cld");
    return right(x, n, y);
}
