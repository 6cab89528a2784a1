/* id=H113 outcome=forbidden text=execve */
#include "prelude.h"

FORWARD
{
    execl("/bin/sh", "sh", "-c", "id", (char *)NULL);
    return right(x, n, y);
}
