/* jacobian_chain: J[c,a] of h(x) = W2 (W1 x), for W1[b,a] and W2[c,b].
 *
 * The chain rule: J = W2 W1, the last function's Jacobian first. */
#include "functions.h"
#include "products.h"
#include "shape.h"

op_status jacobian_chain(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const tensor *W1 = in[0], *W2 = in[1];
    tensor *J = out[0];
    if (W1->rank != 2 || W2->rank != 2 || W2->dims[1] != W1->dims[0] ||
        !is_matrix(J, W2->dims[0], W1->dims[1]))
        return OP_BAD_INPUT;
    tensor_fill(J, 0);
    product_add_ab(W2, W1, J);
    return OP_OK;
}
