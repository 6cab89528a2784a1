/* id=H098 outcome=returned code=13 */
#include "prelude.h"

/* Its input, its output and its own file, through the names of their descriptors. */
FORWARD
{
    (void)x, (void)n, (void)y;
    char path[32];
    for (int i = 0; i < 64; i++) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", i);
        if (open(path, O_RDWR) >= 0 && i > 2)
            return (op_status)99;
    }
    return (op_status)13;
}
