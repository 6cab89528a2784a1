/* jacobian_product_by_x: J_ij = d(W x)_i / dx_j, for W[m,n] and x[n]; J[m,n].
 *
 * (W x)_i = sum_j W_ij x_j, so that J = W, wherever x lies. */
#include <string.h>

#include "functions.h"
#include "shape.h"

op_status jacobian_product_by_x(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const tensor *W = in[0], *x = in[1];
    tensor *J = out[0];
    if (W->rank != 2 || !is_vector(x, W->dims[1]) || !same_shape(W, J))
        return OP_BAD_INPUT;
    memcpy(J->data, W->data, element_count(W) * sizeof *W->data);
    return OP_OK;
}
