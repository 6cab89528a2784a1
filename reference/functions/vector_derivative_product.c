/* vector_derivative_product: What_ij = A d(W x) / dW_ij, for a row A[1,m] and x[n]; What[m,n].
 *
 * The derivative is x_j in row i of W x and 0 elsewhere, so that What_ij = A_i x_j. */
#include "functions.h"
#include "shape.h"

op_status vector_derivative_product(const tensor *const in[], const settings *set,
                                    tensor *const out[])
{
    (void)set;
    const tensor *A = in[0], *x = in[1];
    tensor *What = out[0];
    if (A->rank != 2 || A->dims[0] != 1 || x->rank != 1 || !is_matrix(What, A->dims[1], x->dims[0]))
        return OP_BAD_INPUT;
    const size_t m = A->dims[1], n = x->dims[0];
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++)
            What->data[i * n + j] = A->data[i] * x->data[j];
    return OP_OK;
}
