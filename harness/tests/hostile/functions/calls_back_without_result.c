/* outcome=returned code=2 callbacks=0 */
#include "calling.h"

CALLING
{
    return set->f(set->context, in[0], NULL);
}
