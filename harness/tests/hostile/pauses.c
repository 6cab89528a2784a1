/* id=X230 outcome=completed */
#include "prelude.h"

#include <time.h>

/* Computes and pauses in turn, in its first call: for longer than it may compute, but computing
 * less. */
static void compute_for_20_ms(void)
{
    clock_t end = clock() + CLOCKS_PER_SEC / 50;
    while (clock() < end)
        continue;
}

FORWARD
{
    static int pieces = 10;
    for (; pieces > 0; pieces--) {
        compute_for_20_ms();
        usleep(20000);
    }
    return right(x, n, y);
}
