/* outcome=timed_out callbacks=1 */
#include "calling.h"

CALLING
{
    set->f(set->context, in[0], out[0]);
    for (volatile int i = 0;; i++)
        continue;
}
