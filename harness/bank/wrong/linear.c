/* linear: Y = X W^T + b for X[N,D], W[M,D], b[M]; dX += dY W, dW += dY^T X, db += the sum of dY
 * over the rows. */
#include "products.h"

/* Where W's element for input d and output m lies, and where it would in W^T. */
#define W_AT (m * D + d)
#define W_TRANSPOSED (d * M + m)

AFFINE_FORWARD(no_bias, X[n * D + d] * W[W_AT], sum)
AFFINE_FORWARD(bias_twice, X[n * D + d] * W[W_AT], sum + 2 * b[m])
AFFINE_FORWARD(bias_taken_away, X[n * D + d] * W[W_AT], sum - b[m])
AFFINE_FORWARD(weights_misread, X[n * D + d] * W[W_TRANSPOSED], sum + b[m])
AFFINE_FORWARD(last_missing, d + 1 < D ? X[n * D + d] * W[W_AT] : 0, sum + b[m])
AFFINE_FORWARD(bias_in_every_term, X[n * D + d] * W[W_AT] + b[m], sum)
AFFINE_FORWARD(bias_by_row, X[n * D + d] * W[W_AT], sum + b[n % M])
AFFINE_FORWARD(first_bias_only, X[n * D + d] * W[W_AT], sum + b[0])

#define DX dX[n * D + d] += g * W[W_AT]
#define DW dW[W_AT] += g * X[n * D + d]
#define DB db[m] += g
AFFINE_BACKWARD(no_upstream, db[m] += 1, dX[n * D + d] += W[W_AT]; dW[W_AT] += X[n * D + d])
AFFINE_BACKWARD(weights_not_transposed, DB, dX[n * D + d] += g * W[W_TRANSPOSED]; DW)
AFFINE_BACKWARD(gradient_transposed, DB, DX; dW[W_TRANSPOSED] += g * X[n * D + d])
AFFINE_BACKWARD(weights_averaged, DB, DX; dW[W_AT] += g * X[n * D + d] / (double)N)
AFFINE_BACKWARD(weights_multiplied, DB, DX; dW[W_AT] += g * X[n * D + d] * (double)N)
AFFINE_BACKWARD(all_averaged, db[m] += g / (double)N, DX; dW[W_AT] += g * X[n * D + d] / (double)N)
AFFINE_BACKWARD(bias_averaged, db[m] += g / (double)N, DX; DW)
AFFINE_BACKWARD(bias_last_row, db[m] += n + 1 < N ? 0 : g, DX; DW)
AFFINE_BACKWARD(bias_first_row, db[m] += n ? 0 : g, DX; DW)
AFFINE_BACKWARD(bias_counts_rows, db[m] += 1, DX; DW)
AFFINE_BACKWARD(bias_over_columns, db[n % M] += g, DX; DW)
AFFINE_BACKWARD(bias_missing, (void)g, DX; DW)
AFFINE_BACKWARD(bias_of_ten_rows, db[m] += n < 10 ? g : 0, DX; DW)
AFFINE_BACKWARD(input_missing, DB, DW)
AFFINE_BACKWARD(weights_missing, DB, DX)
AFFINE_BACKWARD(weights_last_row, DB, DX; dW[W_AT] += n + 1 < N ? 0 : g * X[n * D + d])
AFFINE_BACKWARD(inputs_swapped, DB, dX[n * D + d] += g * X[n * D + d]; dW[W_AT] += g * W[W_AT])
AFFINE_BACKWARD(weights_without_upstream, DB, DX; dW[W_AT] += X[n * D + d])
AFFINE_BACKWARD(input_negated, DB, dX[n * D + d] -= g * W[W_AT]; DW)

WRONG_OP(
    linear, WRONG_FORWARD(no_bias, "Y lacks the bias b", "which inputs are read?"),
    WRONG_FORWARD(bias_twice, "Y has the bias b twice", "where is b added?"),
    WRONG_FORWARD(bias_taken_away, "Y takes the bias b away instead of adding it",
                  "compare with the formula in the contract"),
    WRONG_FORWARD(weights_misread, "Y reads W as if it were stored transposed",
                  "compare the index of W with its shape in the contract"),
    WRONG_FORWARD(last_missing, "Y leaves out the last term of each sum",
                  "where does the innermost loop end?"),
    WRONG_FORWARD(bias_in_every_term, "Y adds the bias b once for every term of the sum",
                  "is b added inside the innermost loop?"),
    WRONG_FORWARD(bias_by_row, "Y adds b[n] for row n: there is one bias for each column",
                  "which index of Y does b share?"),
    WRONG_FORWARD(first_bias_only, "Y adds the first bias to every column",
                  "which index of Y does b share?"),
    WRONG_BACKWARD(no_upstream, "dX, dW and db leave out the upstream gradient dY",
                   "by the chain rule dY is a factor of every term"),
    WRONG_BACKWARD(weights_not_transposed, "dX reads W as if it were stored transposed",
                   "which index of W is summed over for dX?"),
    WRONG_BACKWARD(gradient_transposed, "dW is the transpose of what it should be",
                   "dW has the shape of W"),
    WRONG_BACKWARD(weights_averaged, "dW is divided by the number of rows",
                   "the mean belongs to the loss, if anywhere"),
    WRONG_BACKWARD(weights_multiplied, "dW is multiplied by the number of rows",
                   "the sum over the rows is all there is"),
    WRONG_BACKWARD(all_averaged, "dW and db are divided by the number of rows",
                   "the mean belongs to the loss, if anywhere"),
    WRONG_BACKWARD(bias_averaged, "db is the mean over the rows, not the sum",
                   "every row contributes in full"),
    WRONG_BACKWARD(bias_last_row, "db is the last row of dY: the sum over the rows is missing",
                   "= or += inside the loop?"),
    WRONG_BACKWARD(bias_first_row, "db is the first row of dY: the sum over the rows is missing",
                   "every row of Y has the bias in it"),
    WRONG_BACKWARD(bias_counts_rows,
                   "db is the number of rows: the upstream gradient dY is left "
                   "out",
                   "by the chain rule dY is a factor of every term"),
    WRONG_BACKWARD(bias_over_columns, "db sums dY over the columns, not over the rows",
                   "which index of Y does b share?"),
    WRONG_BACKWARD(bias_missing, "db is never written: it stays zero",
                   "all three inputs get a gradient"),
    WRONG_BACKWARD(bias_of_ten_rows, "db sums the first ten rows only: a batch size is hard-coded",
                   "where does the number of rows come from?"),
    WRONG_BACKWARD(input_missing, "dX is never written: it stays zero",
                   "layers further down need dX"),
    WRONG_BACKWARD(weights_missing, "dW is never written: it stays zero",
                   "all three inputs get a gradient"),
    WRONG_BACKWARD(weights_last_row,
                   "dW is what the last row contributes: the sum over the rows is missing",
                   "= or += inside the loop?"),
    WRONG_BACKWARD(inputs_swapped, "dX is made with X and dW with W: the factors are exchanged",
                   "when X moves, what is it multiplied by?"),
    WRONG_BACKWARD(weights_without_upstream, "dW leaves out the upstream gradient dY",
                   "by the chain rule dY is a factor of every term"),
    WRONG_BACKWARD(input_negated, "dX has the wrong sign", "Y grows with X where W is positive"))
