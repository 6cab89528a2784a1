/* matmul: C = A B, for A[n,k], B[k,m].
 *
 * backward: dA += dC B^T, dB += A^T dC
 * jvp:      C' = A' B + A B' */
#include "contract.h"
#include "products.h"
#include "shape.h"

static bool fits(const tensor *A, const tensor *B, const tensor *C)
{
    return A->rank == 2 && B->rank == 2 && A->dims[1] == B->dims[0] &&
           is_matrix(C, A->dims[0], B->dims[1]);
}

op_status matmul_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *A = in[0], *B = in[1];
    if (!fits(A, B, out))
        return OP_BAD_INPUT;
    tensor_fill(out, 0);
    product_add_ab(A, B, out);
    return OP_OK;
}

op_status matmul_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *A = in[0], *B = in[1];
    tensor *dA = din[0], *dB = din[1];
    if (!fits(A, B, dout))
        return OP_BAD_INPUT;
    if (dA)
        product_add_abt(dout, B, dA);
    if (dB)
        product_add_atb(A, dout, dB);
    return OP_OK;
}

op_status matmul_jvp(const tensor *const in[], const attributes *attr, const tensor *out,
                     const tensor *const tangent[], tensor *out_tangent)
{
    (void)attr, (void)out;
    const tensor *A = in[0], *B = in[1], *A_tangent = tangent[0], *B_tangent = tangent[1];
    if (!fits(A, B, out_tangent))
        return OP_BAD_INPUT;
    tensor_fill(out_tangent, 0);
    if (A_tangent)
        product_add_ab(A_tangent, B, out_tangent);
    if (B_tangent)
        product_add_ab(A, B_tangent, out_tangent);
    return OP_OK;
}
