/* id=X44 outcome=protocol calls=2 graded=NotWritten */
#include "prelude.h"

#include "../../sandbox/worker_protocol.h"

/* Finds the number that an answer must have on the stack. The answer is believed, as would be one
 * by way of the worker, and says no more; then the worker's own comes, and is one too many. */
FORWARD
{
    (void)x, (void)n, (void)y;
    const char *at = (const char *)__builtin_frame_address(0);
    while (memcmp(at, "relu_forward", sizeof "relu_forward") != 0)
        at++;
    const call_message *m = (const void *)(at - offsetof(call_message, symbol));
    report_message fake = {.kind = REPORT_RETURNED, .sequence = m->sequence};
    send(3, &fake, sizeof fake, 0);
    return OP_OK;
}
