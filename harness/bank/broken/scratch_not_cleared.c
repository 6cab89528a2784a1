/* op=sum direction=forward verdict=WrongValue says=memory from malloc */
#include <stdlib.h>
#include <string.h>

#include "contract.h"

/* Sums up in memory that malloc never promised to be 0. */
op_status sum_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    size_t inner = 1, along = element_count(in[0]), count = element_count(out);
    double *sums = malloc(count * sizeof *sums);
    if (attr->axis != ALL_AXES) {
        along = in[0]->dims[attr->axis];
        for (size_t k = (size_t)attr->axis + 1; k < in[0]->rank; k++)
            inner *= in[0]->dims[k];
    }
    for (size_t i = 0; i < element_count(in[0]); i++)
        sums[i / (along * inner) * inner + i % inner] += in[0]->data[i];
    memcpy(out->data, sums, count * sizeof *sums);
    free(sums);
    return OP_OK;
}
