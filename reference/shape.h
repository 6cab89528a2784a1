/* shape.h - the shapes that ops ask for. */
#ifndef SHAPE_H
#define SHAPE_H

#include <stdbool.h>

#include "contract.h"
#include "tensor.h"

static inline bool is_scalar(const tensor *t)
{
    return t->rank == 0;
}

static inline bool is_vector(const tensor *t, size_t n)
{
    return t->rank == 1 && t->dims[0] == n;
}

static inline bool is_matrix(const tensor *t, size_t rows, size_t columns)
{
    return t->rank == 2 && t->dims[0] == rows && t->dims[1] == columns;
}

/* Whether X is a matrix and attr->index holds one of its columns for every row. */
static inline bool indices_fit(const tensor *X, const attributes *attr)
{
    if (X->rank != 2 || attr->index_count != X->dims[0])
        return false;
    for (size_t n = 0; n < attr->index_count; n++)
        if (attr->index[n] >= X->dims[1])
            return false;
    return true;
}

#endif
