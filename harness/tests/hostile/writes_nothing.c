/* id=H073 outcome=completed values=wrong graded=NotWritten */
#include "prelude.h"

FORWARD
{
    (void)x, (void)n, (void)y;
    return OP_OK;
}
