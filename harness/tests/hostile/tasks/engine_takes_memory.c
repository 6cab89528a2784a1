/* id=T05 graded=MemoryLimit item=engine phase=engines */
#include "tasks.h"

ENGINE_BACKWARD
{
    (void)e, (void)output;
    for (;;)
        *(volatile char *)mmap(NULL, 1 << 26, PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) = 1;
}
