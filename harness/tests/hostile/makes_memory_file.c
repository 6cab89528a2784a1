/* id=X40 outcome=forbidden text=memfd_create */
#include "prelude.h"

FORWARD
{
    memfd_create("notes", 0);
    return right(x, n, y);
}
