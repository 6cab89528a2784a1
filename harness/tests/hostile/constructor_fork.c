/* id=H010 outcome=forbidden text=clone phase=loading */
#include "prelude.h"

CONSTRUCTOR
{
    fork();
}

FORWARD
{
    return right(x, n, y);
}
