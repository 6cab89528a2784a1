/* id=H032 outcome=crashed code=6 */
#include "prelude.h"

FORWARD
{
    abort();
    return right(x, n, y);
}
