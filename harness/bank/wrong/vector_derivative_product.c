/* vector_derivative_product: W_ij = A_i x_j for A[1,m], x[n];
 * dA_i += sum_j dW_ij x_j, dx_j += sum_i dW_ij A_i. */
#include "wrong.h"

#define FORWARD_BY(name, ...)                                                                      \
    static op_status name(const tensor *const in[], const attributes *attr, tensor *out)           \
    {                                                                                              \
        (void)attr;                                                                                \
        const size_t m = out->dims[0], n = out->dims[1];                                           \
        const double *A = in[0]->data, *x = in[1]->data;                                           \
        double *W = out->data;                                                                     \
        for (size_t i = 0; i < m; i++)                                                             \
            for (size_t j = 0; j < n; j++)                                                         \
                __VA_ARGS__;                                                                       \
        (void)A, (void)x;                                                                          \
        return OP_OK;                                                                              \
    }

#define BACKWARD_BY(name, ...)                                                                     \
    static op_status name(const tensor *const in[], const attributes *attr, const tensor *out,     \
                          const tensor *dout, tensor *const din[])                                 \
    {                                                                                              \
        (void)attr;                                                                                \
        const size_t m = out->dims[0], n = out->dims[1];                                           \
        const double *A = in[0]->data, *x = in[1]->data;                                           \
        double *dA = din[0]->data, *dx = din[1]->data;                                             \
        for (size_t i = 0; i < m; i++)                                                             \
            for (size_t j = 0; j < n; j++) {                                                       \
                const double g = dout->data[i * n + j];                                            \
                __VA_ARGS__;                                                                       \
                (void)g, (void)A, (void)x, (void)dA, (void)dx;                                     \
            }                                                                                      \
        return OP_OK;                                                                              \
    }

FORWARD_BY(transposed, W[j * m + i] = A[i] * x[j])
FORWARD_BY(added, W[i * n + j] = A[i] + x[j])
FORWARD_BY(x_only, W[i * n + j] = x[j])
FORWARD_BY(upper_half, W[i * n + j] = j >= i ? A[i] * x[j] : 0)

BACKWARD_BY(no_upstream, dA[i] += x[j]; dx[j] += A[i])
BACKWARD_BY(last_column_only, dA[i] += j + 1 < n ? 0 : g * x[j]; dx[j] += g * A[i])
BACKWARD_BY(last_row_only, dA[i] += g * x[j]; dx[j] += i + 1 < m ? 0 : g * A[i])
BACKWARD_BY(swapped, dA[i] += g * A[i]; dx[j] += g * x[j])
BACKWARD_BY(x_missing, dA[i] += g * x[j])
BACKWARD_BY(a_missing, dx[j] += g * A[i])
BACKWARD_BY(averaged, dA[i] += g * x[j] / (double)n; dx[j] += g * A[i] / (double)m)
BACKWARD_BY(upstream_misread, dA[i] += dout->data[j * m + i] * x[j];
            dx[j] += dout->data[j * m + i] * A[i])

WRONG_OP(vector_derivative_product,
         WRONG_FORWARD(transposed, "W is the transpose of what it should be",
                       "which index of W belongs to A?"),
         WRONG_FORWARD(added, "W_ij is A_i + x_j, not A_i x_j", "look at the operator"),
         WRONG_FORWARD(x_only, "W_ij is x_j: the factor A_i is missing", "which inputs are read?"),
         WRONG_FORWARD(upper_half, "W is 0 below its diagonal", "where does the inner loop start?"),
         WRONG_BACKWARD(no_upstream, "dA and dx leave out the upstream gradient dW",
                        "by the chain rule dW is a factor of every term"),
         WRONG_BACKWARD(last_column_only,
                        "dA is what the last column of dW contributes: the sum over j is missing",
                        "= or += inside the loop?"),
         WRONG_BACKWARD(last_row_only,
                        "dx is what the last row of dW contributes: the sum over i is missing",
                        "= or += inside the loop?"),
         WRONG_BACKWARD(swapped, "dA is made with A and dx with x: the factors are exchanged",
                        "when A_i moves, what is it multiplied by?"),
         WRONG_BACKWARD(x_missing, "dx is never written: it stays zero",
                        "both inputs get a gradient"),
         WRONG_BACKWARD(a_missing, "dA is never written: it stays zero",
                        "both inputs get a gradient"),
         WRONG_BACKWARD(averaged, "dA and dx are means of what they should sum",
                        "is there a mean in the formula?"),
         WRONG_BACKWARD(upstream_misread, "dA and dx read dW as if it were stored transposed",
                        "dW has the shape of W"))
