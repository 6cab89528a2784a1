/* id=H042 outcome=forbidden text=tgkill */
#include "prelude.h"

FORWARD
{
    raise(SIGSTOP);
    return right(x, n, y);
}
