/* id=X200 outcome=completed */
#include "prelude.h"

/* A file that is there and one that is not are refused alike. */
FORWARD
{
    int there = open("/etc/passwd", O_RDONLY) < 0 ? errno : 0;
    int nowhere = open("/etc/nowhere", O_RDONLY) < 0 ? errno : 0;
    if (there != nowhere)
        return (op_status)99;
    return right(x, n, y);
}
