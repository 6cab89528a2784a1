/* id=H097 outcome=completed */
#include "prelude.h"

FORWARD
{
    (void)x, (void)n, (void)y;
    char b[64];
    for (int i = 0; i < 1024; i++)
        if (i != 3 && (pread(i, b, sizeof b, 0) > 0 ||
                       mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, i, 0) != MAP_FAILED))
            return (op_status)99;
    for (int i = 4; i < 1024; i++)
        if (lseek(i, 0, SEEK_CUR) >= 0 || errno != EBADF)
            return (op_status)(100 + i);
    return right(x, n, y);
}
