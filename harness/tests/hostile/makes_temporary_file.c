/* id=X101 outcome=forbidden text=newfstatat */
#include "prelude.h"

FORWARD
{
    (void)x, (void)n, (void)y;
    /* The C library looks whether there is a directory for such files. */
    return tmpfile() ? OP_OK : (op_status)13;
}
