/* id=P13 outcome=output_limit */
#include "prelude.h"

FORWARD
{
    for (int i = 0; i < 1 << 20; i++)
        putchar('A');
    return right(x, n, y);
}
