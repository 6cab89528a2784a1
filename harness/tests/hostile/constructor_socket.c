/* id=X06 outcome=forbidden text=socket phase=loading */
#include "prelude.h"

CONSTRUCTOR
{
    socket(AF_INET, SOCK_STREAM, 0);
}

FORWARD
{
    return right(x, n, y);
}
