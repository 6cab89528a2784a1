/* id=X08 outcome=protocol phase=call */
#include "../../sandbox/worker_protocol.h"
#include "prelude.h"

FORWARD
{
    report_message fake = {.kind = REPORT_FAULT};
    send(3, &fake, sizeof fake, 0);
    *(volatile int *)8 = 1;
    return right(x, n, y);
}
