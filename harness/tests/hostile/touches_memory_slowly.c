/* id=P18 outcome=memory_limit seconds=3 */
#include "prelude.h"

FORWARD
{
    for (;;) {
        char *volatile p = calloc(1, 1 << 24);
        for (size_t at = 0; at < 1 << 20; at += 4096)
            p[at] = 1;
        usleep(100);
    }
    return right(x, n, y);
}
