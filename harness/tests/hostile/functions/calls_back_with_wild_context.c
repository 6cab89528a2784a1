/* outcome=crashed code=11 callbacks=0 */
#include "calling.h"

CALLING
{
    return set->f((void *)16, in[0], out[0]);
}
