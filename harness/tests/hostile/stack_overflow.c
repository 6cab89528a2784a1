/* id=H029 outcome=crashed code=11 stack=1 */
#include "prelude.h"

static int again(int n)
{
    volatile char frame[4096];
    frame[0] = (char)n;
    return again(n + 1) + frame[0];
}

FORWARD
{
    again(0);
    return right(x, n, y);
}
