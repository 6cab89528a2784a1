/* id=X66 outcome=completed */
#include "prelude.h"

/* Not hostile: a weak definition is one. */
op_status relu_forward(const tensor *const in[], const attributes *attr, tensor *out)
    __attribute__((weak));

FORWARD
{
    return right(x, n, y);
}
