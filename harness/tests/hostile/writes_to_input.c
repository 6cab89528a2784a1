/* id=H068 outcome=crashed code=11 role=input bytes=-800 write=1 */
#include "prelude.h"

FORWARD
{
    ((double *)(uintptr_t)x)[0] = 0;
    return right(x, n, y);
}
