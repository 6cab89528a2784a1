/* id=X05 outcome=protocol phase=call spoils=all */
#include "../../sandbox/worker_protocol.h"
#include "prelude.h"

CONSTRUCTOR
{
    report_message fake = {.kind = REPORT_LOADED};
    send(3, &fake, sizeof fake, 0);
}

FORWARD
{
    return right(x, n, y);
}
