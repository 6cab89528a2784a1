/* id=X202 outcome=completed */
#include "prelude.h"

/* Honest, but slow: 10 ms of the processor for every call. */
FORWARD
{
    const clock_t start = clock();
    while (clock() - start < CLOCKS_PER_SEC / 100)
        continue;
    return right(x, n, y);
}
