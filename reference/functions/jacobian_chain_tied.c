/* jacobian_chain_tied: J[a,a] of h(x) = W (W x), for W[a,a].
 *
 * The chain rule: J = W W. */
#include "functions.h"
#include "products.h"
#include "shape.h"

op_status jacobian_chain_tied(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const tensor *W = in[0];
    tensor *J = out[0];
    if (W->rank != 2 || W->dims[0] != W->dims[1] || !same_shape(W, J))
        return OP_BAD_INPUT;
    tensor_fill(J, 0);
    product_add_ab(W, W, J);
    return OP_OK;
}
