/* id=X106 outcome=crashed code=11 */
#include "prelude.h"

op_status relu_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)in, (void)out;
    *(volatile char *)(uintptr_t)attr = 1;
    return OP_OK;
}
