/* id=H119 outcome=forbidden text=unshare */
#include "prelude.h"

FORWARD
{
    unshare(CLONE_NEWUSER);
    return right(x, n, y);
}
