#include "tensor.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct owned_tensor {
    tensor head; /* first, so that a pointer to it is what malloc returned */
    size_t dims[MAX_RANK];
    double data[];
} owned_tensor;

tensor *tensor_new(size_t rank, const size_t *dims)
{
    assert(rank <= MAX_RANK);
    tensor shape = {.rank = rank, .dims = dims};
    owned_tensor *t = calloc(1, sizeof *t + element_count(&shape) * sizeof(double));
    if (!t)
        return NULL;
    if (rank)
        memcpy(t->dims, dims, rank * sizeof *dims);
    t->head = (tensor){.rank = rank, .dims = t->dims, .data = t->data};
    return &t->head;
}

tensor *tensor_copy(const tensor *t)
{
    tensor *copy = tensor_new(t->rank, t->dims);
    if (copy)
        memcpy(copy->data, t->data, element_count(t) * sizeof(double));
    return copy;
}

bool same_shape(const tensor *a, const tensor *b)
{
    if (a->rank != b->rank)
        return false;
    for (size_t axis = 0; axis < a->rank; axis++)
        if (a->dims[axis] != b->dims[axis])
            return false;
    return true;
}

void tensor_fill(tensor *t, double value)
{
    for (size_t i = 0, count = element_count(t); i < count; i++)
        t->data[i] = value;
}

const char *tensor_index_text(const tensor *t, size_t element, char *text, size_t size)
{
    size_t stride = element_count(t), used = 0;
    if (size)
        text[0] = '\0';
    for (size_t axis = 0; axis < t->rank && used < size; axis++) {
        stride /= t->dims[axis];
        int written = snprintf(text + used, size - used, "[%zu]", element / stride % t->dims[axis]);
        used += (size_t)written;
    }
    return text;
}
