/* id=H052 outcome=memory_limit seconds=3 */
#include "prelude.h"

FORWARD
{
    for (;;) {
        char *volatile p = calloc(1, 1 << 24);
        memset(p, 1, 1 << 20);
    }
    return right(x, n, y);
}
