/* id=X84 outcome=completed */
#include "prelude.h"

FORWARD
{
    puts("never seen, or seen: it is the submission's own pipe");
    for (int i = 0; i < 3; i++)
        close(i);
    return right(x, n, y);
}
