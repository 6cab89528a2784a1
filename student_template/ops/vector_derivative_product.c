/* SPDX-License-Identifier: MIT-0
 *
 * vector_derivative_product: a row vector times the derivative of V x by the matrix V.
 *
 *     W_ij = A_i x_j
 *
 * Shapes    A[1,m] and x[n] give W[m,n]; dW is shaped like W.
 * forward   Write the product of every element of A with every element of x. (For y = V x, the
 *           derivative of y_k by V_ij is x_j where i = k and 0 elsewhere. Weighted with A_k and
 *           summed over k, this remains.)
 * backward  Add to element i of dA row i of dW times x. Add to element j of dx column j of dW times
 *           A.
 * jvp       Write, for every i and j, A_tangent_i times x_j plus A_i times x_tangent_j. */
#include "contract.h"

op_status vector_derivative_product_forward(const tensor *const in[], const attributes *attr,
                                            tensor *out)
{
    const tensor *A = in[0];
    const tensor *x = in[1];
    tensor *W = out;

    (void)A, (void)x, (void)W, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status vector_derivative_product_backward(const tensor *const in[], const attributes *attr,
                                             const tensor *out, const tensor *dout,
                                             tensor *const din[])
{
    const tensor *A = in[0];
    const tensor *x = in[1];
    const tensor *W = out;
    const tensor *dW = dout;
    tensor *dA = din[0];
    tensor *dx = din[1];

    (void)A, (void)x, (void)W, (void)dW, (void)dA, (void)dx, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status vector_derivative_product_jvp(const tensor *const in[], const attributes *attr,
                                        const tensor *out, const tensor *const tangent[],
                                        tensor *out_tangent)
{
    const tensor *A = in[0];
    const tensor *x = in[1];
    const tensor *W = out;
    const tensor *A_tangent = tangent[0];
    const tensor *x_tangent = tangent[1];
    tensor *W_tangent = out_tangent;

    (void)A, (void)x, (void)W, (void)A_tangent, (void)x_tangent, (void)W_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
