/* outcome=protocol callbacks=0 */
#include "calling.h"

/* Asks as its worker would, but for another call. */
CALLING
{
    uint32_t report[108] = {6, 12345};
    (void)in, (void)set, (void)out;
    send(3, report, sizeof report, 0);
    for (;;)
        continue;
}
