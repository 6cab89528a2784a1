/* id=H056 outcome=forbidden phase=call */
#include "prelude.h"

static void *run(void *unused)
{
    for (volatile int i = 0;; i++)
        continue;
    return unused;
}

FORWARD
{
    pthread_t t;
    for (volatile int i = 0; i < 1000; i++)
        pthread_create(&t, NULL, run, NULL);
    return right(x, n, y);
}
