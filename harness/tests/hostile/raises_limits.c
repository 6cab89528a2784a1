/* id=H063 outcome=forbidden text=prlimit64 */
#include "prelude.h"

FORWARD
{
    struct rlimit r = {RLIM_INFINITY, RLIM_INFINITY};
    setrlimit(RLIMIT_AS, &r);
    return right(x, n, y);
}
