/* id=X83 outcome=output_limit */
#include "prelude.h"

FORWARD
{
    printf("%*d\n", 100000000, 1);
    return right(x, n, y);
}
