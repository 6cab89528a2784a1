/* id=H039 outcome=exited */
#include "prelude.h"

FORWARD
{
    (void)x, (void)n, (void)y;
    pthread_exit(NULL);
}
