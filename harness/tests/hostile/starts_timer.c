/* id=X51 outcome=forbidden text=timer_create */
#include "prelude.h"

FORWARD
{
    timer_t t;
    timer_create(CLOCK_MONOTONIC, NULL, &t);
    return right(x, n, y);
}
