/* outcome=returned code=2 callbacks=0 */
#include "calling.h"

CALLING
{
    size_t dims[MAX_RANK] = {in[0]->dims[0], 1, 1, 1};
    tensor x = {1000000, dims, in[0]->data};
    return set->f(set->context, &x, out[0]);
}
