/* id=H130 outcome=completed */
#include "prelude.h"

/* Right, only useless: no input comes twice to one worker. */
FORWARD
{
    static double seen[64], known[64];
    static int count;
    for (int i = 0; i < count; i++)
        if (seen[i] == x[0])
            y[0] = known[i];
    right(x, n, y);
    if (count < 64) {
        seen[count] = x[0];
        known[count++] = y[0];
    }
    return OP_OK;
}
