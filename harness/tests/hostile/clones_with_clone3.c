/* id=X46 outcome=forbidden text=clone3 */
#include "prelude.h"

FORWARD
{
    uint64_t how[8] = {[4] = SIGCHLD};
    syscall(SYS_clone3, how, sizeof how);
    return right(x, n, y);
}
