/* Unseen ways to get matmul wrong: written after the diagnosis was finished. */
#include "../../wrong/products.h"

PRODUCT_BACKWARD(first_row_only, dA[i * K + k] += i ? 0 : g * B[k * M + j];
                 dB[k * M + j] += g * A[i * K + k])
PRODUCT_BACKWARD(rows_reversed, dA[i * K + k] += g * B[k * M + j];
                 dB[k * M + j] += g * A[(N - 1 - i) * K + k])

WRONG_OP(matmul, WRONG_BACKWARD(first_row_only, "dA is filled in for the first row only", ""),
         WRONG_BACKWARD(rows_reversed, "dB pairs the rows in opposite orders", ""))
