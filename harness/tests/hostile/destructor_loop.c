/* id=H013 outcome=completed */
#include "prelude.h"

__attribute__((destructor)) static void destroy(void)
{
    for (volatile int i = 0;; i++)
        continue;
}

FORWARD
{
    return right(x, n, y);
}
