/* outcome=crashed code=11 callbacks=1 role=input write=1 */
#include "calling.h"

CALLING
{
    (void)out;
    return set->f(set->context, in[0], (tensor *)in[0]);
}
