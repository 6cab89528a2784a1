/* id=H118 outcome=forbidden text=bpf */
#include "prelude.h"

FORWARD
{
    syscall(321, 0, 0, 0);
    return right(x, n, y);
}
