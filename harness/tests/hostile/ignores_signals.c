/* id=H047 outcome=timed_out */
#include "prelude.h"

FORWARD
{
    for (int s = 1; s < 65; s++)
        signal(s, SIG_IGN);
    for (volatile int i = 0;; i++)
        continue;
    return right(x, n, y);
}
