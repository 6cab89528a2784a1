/* id=X89 outcome=forbidden text=access */
#include "prelude.h"

FORWARD
{
    access("/etc/passwd", R_OK);
    return right(x, n, y);
}
