/* SPDX-License-Identifier: MIT-0
 *
 * matmul: the matrix product.
 *
 *     C_ij = sum_l A_il B_lj
 *
 * Shapes    A[n,k] and B[k,m] give C[n,m]; dC is shaped like C, dA like A, dB like B.
 * forward   Write to C_ij row i of A times column j of B.
 * backward  Add to dA the matrix product of dC and the transpose of B. Add to dB the matrix product
 *           of the transpose of A and dC. The shapes leave no other choice.
 * jvp       Write the product of A_tangent and B plus the product of A and B_tangent.
 * Memory    The two inputs may be one and the same tensor, and the two gradients then one and the
 *           same buffer. As you only ever add, both contributions arrive. */
#include "contract.h"

op_status matmul_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    const tensor *A = in[0];
    const tensor *B = in[1];
    tensor *C = out;

    (void)A, (void)B, (void)C, (void)attr; /* delete this line once they are used */
    return OP_NOT_IMPLEMENTED;
}

op_status matmul_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    const tensor *A = in[0];
    const tensor *B = in[1];
    const tensor *C = out;
    const tensor *dC = dout;
    tensor *dA = din[0];
    tensor *dB = din[1];

    (void)A, (void)B, (void)C, (void)dC, (void)dA, (void)dB, (void)attr;
    return OP_NOT_IMPLEMENTED;
}

/* Optional. */
op_status matmul_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                     const tensor *const tangent[], tensor *out_tangent)
{
    const tensor *A = in[0];
    const tensor *B = in[1];
    const tensor *C = out;
    const tensor *A_tangent = tangent[0];
    const tensor *B_tangent = tangent[1];
    tensor *C_tangent = out_tangent;

    (void)A, (void)B, (void)C, (void)A_tangent, (void)B_tangent, (void)C_tangent, (void)attr;
    return OP_NOT_IMPLEMENTED;
}
