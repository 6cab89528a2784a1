/* jacobian_product_by_w: J_kij = d(W x)_k / dW_ij, for W[m,n] and x[n]; J[m,m,n].
 *
 * (W x)_k = sum_j W_kj x_j has the weights of row k only: J_kij = x_j where i = k, else 0. */
#include <string.h>

#include "functions.h"
#include "shape.h"

op_status jacobian_product_by_w(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const tensor *W = in[0], *x = in[1];
    tensor *J = out[0];
    if (W->rank != 2 || !is_vector(x, W->dims[1]) || J->rank != 3 || J->dims[0] != W->dims[0] ||
        J->dims[1] != W->dims[0] || J->dims[2] != W->dims[1])
        return OP_BAD_INPUT;
    const size_t m = W->dims[0], n = W->dims[1];
    tensor_fill(J, 0);
    for (size_t k = 0; k < m; k++)
        memcpy(J->data + (k * m + k) * n, x->data, n * sizeof *x->data);
    return OP_OK;
}
