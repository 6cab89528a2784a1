/* matmul: C = A B for A[n,k], B[k,m]; dA += dC B^T, dB += A^T dC. */
#include "products.h"

PRODUCT_FORWARD(b_misread, A[i * K + k] * B[j * K + k])
PRODUCT_FORWARD(last_missing, k + 1 < K ? A[i * K + k] * B[k * M + j] : 0)
PRODUCT_FORWARD(first_missing, k > 0 ? A[i * K + k] * B[k * M + j] : 0)
PRODUCT_FORWARD(a_misread, A[k * N + i] * B[k * M + j])
PRODUCT_FORWARD(averaged, A[i * K + k] * B[k * M + j] / (double)K)
PRODUCT_FORWARD(added, A[i * K + k] + B[k * M + j])

PRODUCT_BACKWARD(no_upstream, dA[i * K + k] += B[k * M + j]; dB[k * M + j] += A[i * K + k])
PRODUCT_BACKWARD(b_not_transposed, dA[i * K + k] += g * B[j * K + k];
                 dB[k * M + j] += g * A[i * K + k])
PRODUCT_BACKWARD(a_not_transposed, dA[i * K + k] += g * B[k * M + j];
                 dB[k * M + j] += g * A[k * N + i])
PRODUCT_BACKWARD(b_missing, dA[i * K + k] += g * B[k * M + j])
PRODUCT_BACKWARD(a_missing, dB[k * M + j] += g * A[i * K + k])
PRODUCT_BACKWARD(b_written_transposed, dA[i * K + k] += g * B[k * M + j];
                 dB[j * K + k] += g * A[i * K + k])
PRODUCT_BACKWARD(a_written_transposed, dA[k * N + i] += g * B[k * M + j];
                 dB[k * M + j] += g * A[i * K + k])
PRODUCT_BACKWARD(last_row_only, dA[i * K + k] += g * B[k * M + j];
                 dB[k * M + j] += i + 1 < N ? 0 : g * A[i * K + k])
PRODUCT_BACKWARD(last_column_only, dA[i * K + k] += j + 1 < M ? 0 : g * B[k * M + j];
                 dB[k * M + j] += g * A[i * K + k])
PRODUCT_BACKWARD(averaged_over_rows, dA[i * K + k] += g * B[k * M + j];
                 dB[k * M + j] += g * A[i * K + k] / (double)N)
PRODUCT_BACKWARD(b_negated, dA[i * K + k] += g * B[k * M + j]; dB[k * M + j] -= g * A[i * K + k])
PRODUCT_BACKWARD(inner_sum_missing_last, dA[i * K + k] += g * B[k * M + j];
                 dB[k * M + j] += i + 1 < N || N == 1 ? g * A[i * K + k] : 0)

WRONG_OP(matmul,
         WRONG_FORWARD(b_misread, "C reads B as if it were stored transposed: that is A B^T",
                       "B[k][j] lies at data[k * M + j]"),
         WRONG_FORWARD(last_missing, "C leaves out the last term of each sum",
                       "where does the innermost loop end?"),
         WRONG_FORWARD(first_missing, "C leaves out the first term of each sum",
                       "where does the innermost loop start?"),
         WRONG_FORWARD(a_misread, "C reads A as if it were stored transposed",
                       "A[i][k] lies at data[i * K + k]"),
         WRONG_FORWARD(averaged, "C is divided by the length of the sums",
                       "a product of matrices has no mean in it"),
         WRONG_FORWARD(added, "C adds the factors instead of multiplying them",
                       "look at the operator in the innermost loop"),
         WRONG_BACKWARD(no_upstream, "dA and dB leave out the upstream gradient dC",
                        "by the chain rule dC is a factor of every term"),
         WRONG_BACKWARD(b_not_transposed, "dA reads B as if it were stored transposed",
                        "which index of B is summed over?"),
         WRONG_BACKWARD(a_not_transposed, "dB reads A as if it were stored transposed",
                        "which index of A is summed over?"),
         WRONG_BACKWARD(b_missing, "dB is never written: it stays zero",
                        "both inputs get a gradient"),
         WRONG_BACKWARD(a_missing, "dA is never written: it stays zero",
                        "both inputs get a gradient"),
         WRONG_BACKWARD(b_written_transposed, "dB is the transpose of what it should be",
                        "dB has the shape of B: at which index does dB[k][j] lie?"),
         WRONG_BACKWARD(a_written_transposed, "dA is the transpose of what it should be",
                        "dA has the shape of A: at which index does dA[i][k] lie?"),
         WRONG_BACKWARD(last_row_only,
                        "dB is what the last row contributes: the sum over the rows is "
                        "missing",
                        "every row of A and dC contributes to dB"),
         WRONG_BACKWARD(last_column_only,
                        "dA is what the last column of dC contributes: the sum over the columns is "
                        "missing",
                        "every column of dC contributes to dA"),
         WRONG_BACKWARD(averaged_over_rows, "dB is divided by the number of rows",
                        "a mean belongs to the loss, if anywhere"),
         WRONG_BACKWARD(b_negated, "dB has the wrong sign", "C grows with B where A is positive"),
         WRONG_BACKWARD(inner_sum_missing_last, "dB leaves out the last row",
                        "where does the loop over the rows end?"))
