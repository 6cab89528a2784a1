/* id=X63 outcome=exited code=0 phase=loading build=-Wl,-init,begin */
#include "prelude.h"

/* DT_INIT, which comes before every constructor. */
void begin(void);
void begin(void)
{
    _exit(0);
}

FORWARD
{
    return right(x, n, y);
}
