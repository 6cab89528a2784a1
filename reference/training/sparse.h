/* sparse.h - matrices most of whose elements are 0, as pictures of pen strokes are.
 *
 * A matrix is kept as the list of its non-zero elements, row after row. A product then costs one
 * multiplication for each of these and each column of the other matrix, instead of one for every
 * element: on MNIST, where four pixels in five are 0, about half the time of a dense product.
 *
 * A training step needs the rows of its batch (X W) and the columns (X^T dY), in every epoch the
 * same, so both lists are made once for all batches. */
#ifndef SPARSE_H
#define SPARSE_H

#include <stdint.h>

#include "contract.h"

/* Row r has the elements value[k] in the columns column[k], for start[r] <= k < start[r + 1]. */
typedef struct sparse {
    size_t rows;
    const size_t *start;
    const uint32_t *column;
    const double *value;
} sparse;

typedef struct sparse_batches sparse_batches;

/* Lists the elements of X[N,D] in batches of batch_size rows, the last one perhaps smaller. *out is
 * NULL where too many are not 0 for the lists to be worth while. Release: sparse_close. */
op_status sparse_open(sparse_batches **out, const tensor *X, size_t batch_size);
void sparse_close(sparse_batches *s);

/* A batch as it is, and transposed: row d of it is column d of the batch. Borrowed. */
sparse sparse_rows(const sparse_batches *s, size_t batch);
sparse sparse_columns(const sparse_batches *s, size_t batch);

/* C += S B, for row-major matrices C[S->rows,m] and B, which must not overlap. Fastest where both
 * begin at a multiple of 64 bytes and m is a multiple of 64. Every sum is taken from left to right
 * without fused operations, so the result is the same to the last bit on every machine. */
void sparse_product_add(const sparse *S, const double *B, size_t m, double *C);

#endif
