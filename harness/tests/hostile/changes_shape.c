/* id=X03 outcome=crashed code=11 */
#include "prelude.h"

op_status relu_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)in, (void)attr;
    out->data = NULL;
    return OP_OK;
}
