/* Products of matrices in tiles, over transposed copies on the stack. */
#include <string.h>

#include "../signatures.h"
#include "sums.h"

enum { TILE = 4 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* T[j][i] = M[i][j] */
static void transpose(size_t rows, size_t columns, const double *M, double *T)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            T[j * rows + i] = M[i * columns + j];
}

/* C[n][m] += A[n][k] B[k][m], in tiles of TILE. */
static void add_product(size_t n, size_t k, size_t m, const double *A, const double *B, double *C)
{
    for (size_t i0 = 0; i0 < n; i0 += TILE)
        for (size_t l0 = 0; l0 < k; l0 += TILE)
            for (size_t j0 = 0; j0 < m; j0 += TILE)
                for (size_t i = i0; i < smaller(n, i0 + TILE); i++)
                    for (size_t l = l0; l < smaller(k, l0 + TILE); l++)
                        for (size_t j = j0; j < smaller(m, j0 + TILE); j++)
                            C[i * m + j] += A[i * k + l] * B[l * m + j];
}

static void add_column_sums(size_t rows, size_t columns, const double *M, double *sums)
{
    for (size_t j = 0; j < columns; j++) {
        running sum = {0, 0};
        for (size_t i = rows; i-- > 0;)
            include(&sum, M[i * columns + j]);
        sums[j] += total(sum);
    }
}

/* The gradients of C = A B. */
static void add_gradients(size_t n, size_t k, size_t m, const double *A, const double *B,
                          const double *dC, double *dA, double *dB)
{
    double At[k * n], Bt[m * k];
    transpose(n, k, A, At);
    transpose(k, m, B, Bt);
    add_product(n, m, k, dC, Bt, dA);
    add_product(k, n, m, At, dC, dB);
}

FORWARD(matmul)
{
    (void)attr;
    memset(out->data, 0, element_count(out) * sizeof(double));
    add_product(out->dims[0], in[0]->dims[1], out->dims[1], in[0]->data, in[1]->data, out->data);
    return OP_OK;
}

BACKWARD(matmul)
{
    (void)attr, (void)out;
    add_gradients(dout->dims[0], in[0]->dims[1], dout->dims[1], in[0]->data, in[1]->data,
                  dout->data, din[0]->data, din[1]->data);
    return OP_OK;
}

FORWARD(affine)
{
    (void)attr;
    for (size_t n = 0; n < out->dims[0]; n++)
        memcpy(out->data + n * out->dims[1], in[2]->data, out->dims[1] * sizeof(double));
    add_product(out->dims[0], in[0]->dims[1], out->dims[1], in[0]->data, in[1]->data, out->data);
    return OP_OK;
}

BACKWARD(affine)
{
    add_column_sums(dout->dims[0], dout->dims[1], dout->data, din[2]->data);
    return matmul_backward(in, attr, out, dout, din);
}

FORWARD(linear)
{
    (void)attr;
    size_t D = in[1]->dims[1], M = in[1]->dims[0];
    double Wt[D * M];
    transpose(M, D, in[1]->data, Wt);
    for (size_t n = 0; n < out->dims[0]; n++)
        memcpy(out->data + n * M, in[2]->data, M * sizeof(double));
    add_product(out->dims[0], D, M, in[0]->data, Wt, out->data);
    return OP_OK;
}

BACKWARD(linear)
{
    (void)attr, (void)out;
    size_t N = dout->dims[0], D = in[1]->dims[1], M = in[1]->dims[0];
    double dYt[N * M];
    transpose(N, M, dout->data, dYt);
    add_product(N, M, D, dout->data, in[1]->data, din[0]->data);
    add_product(M, N, D, dYt, in[0]->data, din[1]->data);
    add_column_sums(N, M, dout->data, din[2]->data);
    return OP_OK;
}

FORWARD(vector_derivative_product)
{
    (void)attr;
    memset(out->data, 0, element_count(out) * sizeof(double));
    add_product(out->dims[0], 1, out->dims[1], in[0]->data, in[1]->data, out->data);
    return OP_OK;
}

BACKWARD(vector_derivative_product)
{
    (void)attr, (void)out;
    add_gradients(dout->dims[0], 1, dout->dims[1], in[0]->data, in[1]->data, dout->data,
                  din[0]->data, din[1]->data);
    return OP_OK;
}

/* dC = dA B + A dB + copies of the row alone, which may be NULL. */
static void push_product(const tensor *A, const double *B, const tensor *dA, const double *dB,
                         const tensor *alone, tensor *dC)
{
    size_t n = dC->dims[0], k = A->dims[1], m = dC->dims[1];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++)
            dC->data[i * m + j] = alone ? alone->data[j] : 0;
    add_product(n, k, m, A->data, dB, dC->data);
    add_product(n, k, m, dA->data, B, dC->data);
}

JVP(matmul)
{
    (void)attr, (void)out;
    push_product(in[0], in[1]->data, tangent[0], tangent[1]->data, NULL, out_tangent);
    return OP_OK;
}

JVP(affine)
{
    (void)attr, (void)out;
    push_product(in[0], in[1]->data, tangent[0], tangent[1]->data, tangent[2], out_tangent);
    return OP_OK;
}

JVP(linear)
{
    (void)attr, (void)out;
    size_t D = in[1]->dims[1], M = in[1]->dims[0];
    double Wt[D * M], dWt[D * M];
    transpose(M, D, in[1]->data, Wt);
    transpose(M, D, tangent[1]->data, dWt);
    push_product(in[0], Wt, tangent[0], dWt, tangent[2], out_tangent);
    return OP_OK;
}

JVP(vector_derivative_product)
{
    (void)attr, (void)out;
    size_t m = out_tangent->dims[0], n = out_tangent->dims[1];
    memset(out_tangent->data, 0, m * n * sizeof(double));
    add_product(m, 1, n, tangent[0]->data, in[1]->data, out_tangent->data);
    add_product(m, 1, n, in[0]->data, tangent[1]->data, out_tangent->data);
    return OP_OK;
}
