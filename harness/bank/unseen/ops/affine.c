/* Unseen ways to get affine wrong: written after the diagnosis was finished. */
#include "../../wrong/products.h"

AFFINE_BACKWARD(next_row, db[m] += g, dX[n * D + d] += g * W[d * M + m];
                dW[d * M + m] += g * X[(n + 1) % N * D + d])
AFFINE_BACKWARD(every_other_row, db[m] += n % 2 ? 0 : g, dX[n * D + d] += g * W[d * M + m];
                dW[d * M + m] += g * X[n * D + d])
AFFINE_FORWARD(bias_in_first_row, X[n * D + d] * W[d * M + m], sum + (n ? 0 : b[m]))

WRONG_OP(affine, WRONG_BACKWARD(next_row, "dW uses the next row of X", ""),
         WRONG_BACKWARD(every_other_row, "db sums every other row", ""),
         WRONG_FORWARD(bias_in_first_row, "the bias is added to the first row only", ""))
