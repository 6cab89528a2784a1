/* op=scale direction=forward verdict=OutOfBounds says=in front of */

#include "contract.h"

/* Counts from 1 to count, and subtracts one too often. */
op_status scale_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    for (size_t i = element_count(out); i > 0; i--)
        out->data[i - 2] = attr->k * in[0]->data[i - 1];
    out->data[element_count(out) - 1] = attr->k * in[0]->data[element_count(out) - 1];
    return OP_OK;
}
