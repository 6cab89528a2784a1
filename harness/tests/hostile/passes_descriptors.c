/* id=X18 outcome=forbidden text=sendmsg */
#include "prelude.h"

FORWARD
{
    send_descriptor(3);
    return right(x, n, y);
}
