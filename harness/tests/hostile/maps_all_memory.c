/* id=H051 outcome=returned code=12 */
#include "prelude.h"

FORWARD
{
    (void)x, (void)n, (void)y;
    for (;;)
        if (mmap(NULL, 1 << 26, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
            MAP_FAILED)
            return (op_status)12;
}
