/* id=X109 outcome=forbidden text=fcntl */
#include "prelude.h"

FORWARD
{
    for (int i = 3; i < 8; i++)
        fcntl(i, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_WRITE);
    return right(x, n, y);
}
