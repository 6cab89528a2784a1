/* jacobian_sum_tied: J[b,a] of h(x) = W x + W x, for W[b,a].
 *
 * J = 2 W: each of the two paths from x to h brings its own W. */
#include "functions.h"
#include "shape.h"

op_status jacobian_sum_tied(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const tensor *W = in[0];
    tensor *J = out[0];
    if (W->rank != 2 || !same_shape(W, J))
        return OP_BAD_INPUT;
    for (size_t i = 0, count = element_count(J); i < count; i++)
        J->data[i] = 2 * W->data[i];
    return OP_OK;
}
