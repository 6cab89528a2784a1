/* SPDX-License-Identifier: MIT-0
 *
 * vector_derivative_product: a row vector times the derivative of a matrix times a vector by the
 * matrix.
 *
 *     What_ij = sum_k A_k d(W x)_k / dW_ij
 *
 * Shapes    A[1,m] and x[n] give What[m,n], shaped like W. W itself does not matter.
 * Hint      jacobian_product_by_w is the derivative; most of it is 0, so that little of the sum
 *           remains. This is what backpropagation needs: the derivative by W is never written
 *           down. */
#include "functions.h"

op_status vector_derivative_product(const tensor *const in[], const settings *set,
                                    tensor *const out[])
{
    const tensor *A = in[0];
    const tensor *x = in[1];
    tensor *What = out[0];

    (void)A, (void)x, (void)What, (void)set; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}
