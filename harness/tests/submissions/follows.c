/* A wrong forward with the backward that is right for it, and one whose backward is wrong besides.
 * Every op not here is the solved one. */
#include <math.h>

#include "contract.h"

/* sin(2x) for sin x, and the gradient of that. */
op_status sin_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    for (size_t i = 0; i < element_count(out); i++)
        out->data[i] = sin(2 * in[0]->data[i]);
    return OP_OK;
}

op_status sin_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                       const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    for (size_t i = 0; i < element_count(dout); i++)
        din[0]->data[i] += dout->data[i] * 2 * cos(2 * in[0]->data[i]);
    return OP_OK;
}

/* x^2 / 2 for x^2, and the gradient of neither. */
op_status square_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    for (size_t i = 0; i < element_count(out); i++)
        out->data[i] = in[0]->data[i] * in[0]->data[i] / 2;
    return OP_OK;
}

op_status square_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    for (size_t i = 0; i < element_count(dout); i++)
        din[0]->data[i] += dout->data[i] * 3 * in[0]->data[i];
    return OP_OK;
}
