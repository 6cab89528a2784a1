/* products.h - wrong variants of products of matrices, in index notation.
 *
 * PRODUCT_* are for C = A B (N rows, K summed over, M columns): the term of C[i][j] for each k, and
 * what each i, j, k does to dA and dB. AFFINE_* are for Y = X W + b or X W^T + b, see W_AT: what
 * each n, d, m does to dX and dW, and each n, m to db. g is dC[i][j] or dY[n][m]. */
#ifndef PRODUCTS_H
#define PRODUCTS_H

#include "wrong.h"

#define PRODUCT_FORWARD(name, ...)                                                                 \
    static op_status name(const tensor *const in[], const attributes *attr, tensor *out)           \
    {                                                                                              \
        (void)attr;                                                                                \
        const size_t N = in[0]->dims[0], K = in[0]->dims[1], M = in[1]->dims[1];                   \
        const double *A = in[0]->data, *B = in[1]->data;                                           \
        for (size_t i = 0; i < N; i++)                                                             \
            for (size_t j = 0; j < M; j++) {                                                       \
                double sum = 0;                                                                    \
                for (size_t k = 0; k < K; k++)                                                     \
                    sum += __VA_ARGS__;                                                            \
                out->data[i * M + j] = sum;                                                        \
            }                                                                                      \
        return OP_OK;                                                                              \
    }

#define PRODUCT_BACKWARD(name, ...)                                                                \
    static op_status name(const tensor *const in[], const attributes *attr, const tensor *out,     \
                          const tensor *dout, tensor *const din[])                                 \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        const size_t N = in[0]->dims[0], K = in[0]->dims[1], M = in[1]->dims[1];                   \
        const double *A = in[0]->data, *B = in[1]->data;                                           \
        double *dA = din[0]->data, *dB = din[1]->data;                                             \
        for (size_t i = 0; i < N; i++)                                                             \
            for (size_t j = 0; j < M; j++)                                                         \
                for (size_t k = 0; k < K; k++) {                                                   \
                    const double g = dout->data[i * M + j];                                        \
                    __VA_ARGS__;                                                                   \
                    (void)g, (void)A, (void)B, (void)dA, (void)dB;                                 \
                }                                                                                  \
        return OP_OK;                                                                              \
    }

/* Y[n][m] = value, where `sum` is that of term over d. */
#define AFFINE_FORWARD(name, term, ...)                                                            \
    static op_status name(const tensor *const in[], const attributes *attr, tensor *out)           \
    {                                                                                              \
        (void)attr;                                                                                \
        const size_t N = in[0]->dims[0], D = in[0]->dims[1], M = out->dims[1];                     \
        const double *X = in[0]->data, *W = in[1]->data, *b = in[2]->data;                         \
        for (size_t n = 0; n < N; n++)                                                             \
            for (size_t m = 0; m < M; m++) {                                                       \
                double sum = 0;                                                                    \
                for (size_t d = 0; d < D; d++)                                                     \
                    sum += term;                                                                   \
                out->data[n * M + m] = __VA_ARGS__;                                                \
                (void)b;                                                                           \
            }                                                                                      \
        return OP_OK;                                                                              \
    }

/* bias: a statement for each n and m; the rest for each n, m and d. */
#define AFFINE_BACKWARD(name, bias, ...)                                                           \
    static op_status name(const tensor *const in[], const attributes *attr, const tensor *out,     \
                          const tensor *dout, tensor *const din[])                                 \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        const size_t N = in[0]->dims[0], D = in[0]->dims[1], M = dout->dims[1];                    \
        const double *X = in[0]->data, *W = in[1]->data;                                           \
        double *dX = din[0]->data, *dW = din[1]->data, *db = din[2]->data;                         \
        for (size_t n = 0; n < N; n++)                                                             \
            for (size_t m = 0; m < M; m++) {                                                       \
                const double g = dout->data[n * M + m];                                            \
                bias;                                                                              \
                for (size_t d = 0; d < D; d++) {                                                   \
                    __VA_ARGS__;                                                                   \
                }                                                                                  \
                (void)g, (void)X, (void)W, (void)dX, (void)dW, (void)db;                           \
            }                                                                                      \
        return OP_OK;                                                                              \
    }

#endif
