/* id=H105 outcome=protocol */
#include "prelude.h"

FORWARD
{
    char b[64] = {0};
    for (;;)
        send(3, b, sizeof b, MSG_DONTWAIT);
    return right(x, n, y);
}
