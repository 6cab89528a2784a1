/* outcome=returned code=2 callbacks=0 */
#include "calling.h"

CALLING
{
    return set->f(NULL, in[0], out[0]);
}
