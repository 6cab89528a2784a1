/* outcome=returned code=2 callbacks=0 */
#include "calling.h"

CALLING
{
    return set->f(set->context, NULL, out[0]);
}
