/* id=H027 outcome=crashed code=11 phase=loading stack=1 */
#include "prelude.h"

static int again(int n)
{
    volatile char frame[4096];
    frame[0] = (char)n;
    return again(n + 1) + frame[0];
}

CONSTRUCTOR
{
    again(0);
}

FORWARD
{
    return right(x, n, y);
}
