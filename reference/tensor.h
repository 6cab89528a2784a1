/* tensor.h - tensors that own their memory.
 *
 * The contract's tensor only refers to extents and elements; these functions make one that brings
 * both along in a single block, so that free() is all it takes to release it. */
#ifndef TENSOR_H
#define TENSOR_H

#include <stdbool.h>

#include "contract.h"

/* A tensor of zeros; NULL when there is no memory. The caller releases it with free(). */
tensor *tensor_new(size_t rank, const size_t *dims);

/* A tensor of the same shape and elements as t; NULL when there is no memory. */
tensor *tensor_copy(const tensor *t);

bool same_shape(const tensor *a, const tensor *b);

/* Sets every element to value. */
void tensor_fill(tensor *t, double value);

/* Writes the index of element number `element` as text, "[2][0]" for a matrix and "" for a scalar,
 * cut to size bytes. Returns text. */
const char *tensor_index_text(const tensor *t, size_t element, char *text, size_t size);

#endif
