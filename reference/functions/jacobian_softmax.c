/* jacobian_softmax: J_jk = dS_j / dx_k, for x[n] and S_j = e^x_j / sum_i e^x_i; J[n,n].
 *
 * J_jk = S_j (1{j=k} - S_k): symmetric, and every row and column sums to 0. */
#include "functions.h"
#include "row.h"
#include "shape.h"

op_status jacobian_softmax(const tensor *const in[], const settings *set, tensor *const out[])
{
    (void)set;
    const tensor *x = in[0];
    tensor *J = out[0];
    if (x->rank != 1 || !is_matrix(J, x->dims[0], x->dims[0]))
        return OP_BAD_INPUT;
    const size_t n = x->dims[0];
    const double max = row_max(x->data, n), sum = row_exp_sum(x->data, n, max);
    for (size_t j = 0; j < n; j++)
        for (size_t k = 0; k < n; k++) {
            const double S_j = exp(x->data[j] - max) / sum, S_k = exp(x->data[k] - max) / sum;
            J->data[j * n + k] = S_j * ((j == k) - S_k);
        }
    return OP_OK;
}
