/* vector_derivative_product: W_ij = A_i x_j, for a row A[1,m] and x[n]; W[m,n].
 *
 * It is the row A times the derivative of the vector y = V x by the matrix V: dy_k/dV_ij is x_j
 * where i = k and 0 elsewhere, so that sum_k A_k dy_k/dV_ij = A_i x_j.
 *
 * backward: dA += dW x, dx += A dW
 * jvp:      W'_ij = A'_i x_j + A_i x'_j */
#include "contract.h"
#include "shape.h"

static bool fits(const tensor *A, const tensor *x, const tensor *W)
{
    return A->rank == 2 && A->dims[0] == 1 && x->rank == 1 && is_matrix(W, A->dims[1], x->dims[0]);
}

op_status vector_derivative_product_forward(const tensor *const in[], const attributes *attr,
                                            tensor *out)
{
    (void)attr;
    const tensor *A = in[0], *x = in[1];
    if (!fits(A, x, out))
        return OP_BAD_INPUT;
    size_t m = out->dims[0], n = out->dims[1];
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++)
            out->data[i * n + j] = A->data[i] * x->data[j];
    return OP_OK;
}

op_status vector_derivative_product_backward(const tensor *const in[], const attributes *attr,
                                             const tensor *out, const tensor *dout,
                                             tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *A = in[0], *x = in[1];
    tensor *dA = din[0], *dx = din[1];
    if (!fits(A, x, dout))
        return OP_BAD_INPUT;
    size_t m = dout->dims[0], n = dout->dims[1];
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++) {
            double g = dout->data[i * n + j];
            if (dA)
                dA->data[i] += g * x->data[j];
            if (dx)
                dx->data[j] += g * A->data[i];
        }
    return OP_OK;
}

op_status vector_derivative_product_jvp(const tensor *const in[], const attributes *attr,
                                        const tensor *out, const tensor *const tangent[],
                                        tensor *out_tangent)
{
    (void)attr, (void)out;
    const tensor *A = in[0], *x = in[1], *A_tangent = tangent[0], *x_tangent = tangent[1];
    if (!fits(A, x, out_tangent))
        return OP_BAD_INPUT;
    size_t m = out_tangent->dims[0], n = out_tangent->dims[1];
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++)
            out_tangent->data[i * n + j] = (A_tangent ? A_tangent->data[i] * x->data[j] : 0) +
                                           (x_tangent ? A->data[i] * x_tangent->data[j] : 0);
    return OP_OK;
}
