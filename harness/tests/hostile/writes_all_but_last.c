/* id=H074 outcome=completed values=wrong graded=NotWritten */
#include "prelude.h"

FORWARD
{
    return right(x, n - 1, y);
}
