/* id=X52 outcome=forbidden text=eventfd2 */
#include "prelude.h"

FORWARD
{
    syscall(SYS_eventfd2, 0, 0);
    return right(x, n, y);
}
