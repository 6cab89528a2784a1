/* id=X231 outcome=completed */
#include "prelude.h"

/* Tries the descriptor that was the channel's second one until the worker was locked in. */
enum { HANDOVER = 5 };

static int reason_at_loading;

CONSTRUCTOR
{
    reason_at_loading = send_descriptor(HANDOVER);
}

FORWARD
{
    if (reason_at_loading != ENOTSOCK && reason_at_loading != EBADF)
        return (op_status)99;
    if (send_descriptor(HANDOVER) != EBADF)
        return (op_status)98;
    return right(x, n, y);
}
