/* outcome=returned code=2 callbacks=0 */
#include "calling.h"

CALLING
{
    size_t more[1] = {in[0]->dims[0] + 1};
    tensor x = {1, more, in[0]->data};
    return set->f(set->context, &x, out[0]);
}
