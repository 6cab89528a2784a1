/* id=X09 outcome=protocol phase=call */
#include "../../sandbox/worker_protocol.h"
#include "prelude.h"

FORWARD
{
    report_message fake = {.kind = REPORT_RETURNED};
    send(3, &fake, sizeof fake, 0);
    return right(x, n, y);
}
