/* outcome=too_many_callbacks callbacks=10 */
#include "calling.h"

CALLING
{
    for (;;)
        set->f(set->context, in[0], out[0]);
}
