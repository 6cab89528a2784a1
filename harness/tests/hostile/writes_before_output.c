/* outcome=completed canary=output before=8 */
#include "prelude.h"

FORWARD
{
    y[-1] = 1;
    return right(x, n, y);
}
