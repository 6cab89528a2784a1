/* The solved ops, but for a ReLU whose backward pass reads where nothing is. */
#include "contract.h"

op_status relu_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                        const tensor *dout, tensor *const din[])
{
    (void)in, (void)attr, (void)out, (void)dout;
    din[0]->data[0] += *(const volatile double *)NULL;
    return OP_OK;
}
