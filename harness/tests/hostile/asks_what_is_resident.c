/* id=X37 outcome=forbidden text=mincore */
#include "prelude.h"

FORWARD
{
    unsigned char resident[1];
    mincore((void *)((uintptr_t)y & ~(uintptr_t)4095), 4096, resident);
    return right(x, n, y);
}
