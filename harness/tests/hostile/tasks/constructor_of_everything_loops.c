/* id=T58 graded=Timeout phase=loading */
#include "tasks.h"

CONSTRUCTOR
{
    for (;;)
        __asm__ volatile("");
}
