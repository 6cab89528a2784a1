/* id=H033 outcome=crashed code=6 build=-fstack-protector-all */
#include "prelude.h"

__attribute__((noinline)) static void smash(size_t n)
{
    volatile char b[8];
    for (size_t i = 0; i < n; i++)
        ((volatile char *)b)[i] = 65;
}

FORWARD
{
    smash(n);
    return right(x, n, y);
}
