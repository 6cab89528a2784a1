/* id=H011 outcome=forbidden phase=loading */
#include "prelude.h"

static void *run(void *unused)
{
    return unused;
}

CONSTRUCTOR
{
    pthread_t t;
    pthread_create(&t, NULL, run, NULL);
}

FORWARD
{
    return right(x, n, y);
}
