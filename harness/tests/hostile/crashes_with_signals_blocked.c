/* id=X85 outcome=crashed code=11 */
#include "prelude.h"

FORWARD
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    *(volatile int *)8 = 1;
    return right(x, n, y);
}
