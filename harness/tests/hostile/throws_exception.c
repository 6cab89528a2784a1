/* id=X80 outcome=crashed code=6 */
#include <unwind.h>

#include "prelude.h"

/* As C++ does: there is nobody to catch it. */
FORWARD
{
    static struct _Unwind_Exception thrown;
    _Unwind_RaiseException(&thrown);
    abort();
    return right(x, n, y);
}
