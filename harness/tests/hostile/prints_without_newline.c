/* id=H059 outcome=completed prints=debug */
#include "prelude.h"

FORWARD
{
    printf("debug %g", x[0]);
    return right(x, n, y);
}
