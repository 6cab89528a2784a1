/* id=H095 outcome=forbidden text=process_vm_readv */
#include "prelude.h"

FORWARD
{
    char b[8];
    struct iovec l = {b, 8};
    process_vm_readv(1, &l, 1, &l, 1, 0);
    return right(x, n, y);
}
