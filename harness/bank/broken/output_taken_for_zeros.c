/* op=sum direction=forward verdict=NotWritten says=never written */

#include "contract.h"

/* Adds to the output as if it held zeros. */
op_status sum_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    size_t inner = 1, along = element_count(in[0]);
    if (attr->axis != ALL_AXES) {
        along = in[0]->dims[attr->axis];
        for (size_t k = (size_t)attr->axis + 1; k < in[0]->rank; k++)
            inner *= in[0]->dims[k];
    }
    for (size_t i = 0; i < element_count(in[0]); i++)
        out->data[i / (along * inner) * inner + i % inner] += in[0]->data[i];
    return OP_OK;
}
