/* id=X95 outcome=timed_out */
#include "prelude.h"

FORWARD
{
    char message[4096];
    while (recv(3, message, sizeof message, 0) != 0)
        continue;
    return right(x, n, y);
}
