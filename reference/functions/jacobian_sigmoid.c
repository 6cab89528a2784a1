/* jacobian_sigmoid: J[n,n] of (sigma(x_1), ..., sigma(x_n)), for x[n].
 *
 * J_ii = sigma(x_i) (1 - sigma(x_i)), and 0 off the diagonal. 1 - sigma(x) is computed as
 * sigma(-x), where nothing cancels. */
#include "functions.h"
#include "logistic.h"
#include "shape.h"

op_status jacobian_sigmoid(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const tensor *x = in[0];
    tensor *J = out[0];
    if (x->rank != 1 || !is_matrix(J, x->dims[0], x->dims[0]))
        return OP_BAD_INPUT;
    const size_t n = x->dims[0];
    tensor_fill(J, 0);
    for (size_t i = 0; i < n; i++)
        J->data[i * n + i] = logistic(x->data[i]) * logistic(-x->data[i]);
    return OP_OK;
}
