/* id=X81 outcome=exited */
#include "prelude.h"

FORWARD
{
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    pthread_cancel(pthread_self());
    pthread_testcancel();
    return right(x, n, y);
}
