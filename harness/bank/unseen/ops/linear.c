/* Unseen ways to get linear wrong: written after the diagnosis was finished. */
#include "../../wrong/products.h"

AFFINE_FORWARD(bias_shared, X[n * D + d] * W[m * D + d], sum + b[m] / (double)N)

WRONG_OP(linear, WRONG_FORWARD(bias_shared, "the bias is divided by the rows", ""))
