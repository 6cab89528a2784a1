/* id=X90 outcome=forbidden text=readlink */
#include "prelude.h"

FORWARD
{
    char path[64];
    if (readlink("/proc/self/exe", path, sizeof path) > 0)
        return (op_status)99;
    return right(x, n, y);
}
