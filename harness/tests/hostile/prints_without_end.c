/* id=H058 outcome=output_limit */
#include "prelude.h"

FORWARD
{
    for (;;)
        puts("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    return right(x, n, y);
}
