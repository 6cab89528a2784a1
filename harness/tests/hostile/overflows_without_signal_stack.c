/* id=X58 outcome=crashed code=11 */
#include "prelude.h"

static volatile int depth = 1 << 30;

static int again(int n)
{
    volatile char frame[4096];
    frame[0] = (char)n;
    return n < depth ? again(n + 1) + frame[0] : 0;
}

FORWARD
{
    const stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    again(0);
    return right(x, n, y);
}
