/* id=H094 outcome=forbidden text=ptrace */
#include "prelude.h"

FORWARD
{
    ptrace(PTRACE_ATTACH, getppid(), 0, 0);
    return right(x, n, y);
}
