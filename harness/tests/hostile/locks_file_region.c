/* id=X94 outcome=forbidden text=fcntl */
#include "prelude.h"

/* A lock on something that two workers share would be a message between them. */
FORWARD
{
    struct flock whole = {.l_type = F_WRLCK};
    fcntl(1, F_SETLK, &whole);
    return right(x, n, y);
}
