/* id=H114 outcome=forbidden text=socket */
#include "prelude.h"

FORWARD
{
    socket(AF_INET, SOCK_STREAM, 0);
    return right(x, n, y);
}
