/* jacobian_sum: J[b,a] of h(x) = W1 x + W2 x, for W1[b,a] and W2[b,a].
 *
 * The Jacobian of a sum is the sum of the Jacobians: J = W1 + W2. */
#include "functions.h"
#include "shape.h"

op_status jacobian_sum(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const tensor *W1 = in[0], *W2 = in[1];
    tensor *J = out[0];
    if (W1->rank != 2 || !same_shape(W1, W2) || !same_shape(W1, J))
        return OP_BAD_INPUT;
    for (size_t i = 0, count = element_count(J); i < count; i++)
        J->data[i] = W1->data[i] + W2->data[i];
    return OP_OK;
}
