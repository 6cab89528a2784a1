/* id=X110 outcome=forbidden text=shutdown */
#include "prelude.h"

FORWARD
{
    shutdown(3, SHUT_RDWR);
    return right(x, n, y);
}
