/* id=T18 graded=MemoryLimit item=sigmoid phase=training */
#include "tasks.h"

TRAINING
{
    (void)r, (void)parameter, (void)count;
    for (;;)
        *(volatile char *)mmap(NULL, 1 << 26, PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) = 1;
}
