/* id=X105 outcome=crashed code=11 */
#include "prelude.h"

op_status relu_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)in, (void)attr;
    ((size_t *)(uintptr_t)out->dims)[0] = (size_t)-1;
    return OP_OK;
}
