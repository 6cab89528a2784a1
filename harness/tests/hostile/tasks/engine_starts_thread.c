/* id=T07 graded=ForbiddenSystemCall item=engine phase=engines */
#include "tasks.h"

ENGINE_BACKWARD
{
    (void)e, (void)output;
    pthread_t other;
    pthread_create(&other, NULL, (void *(*)(void *))abort, NULL);
    return OP_OK;
}
