/* Ops on single entries of a row: picked by an index, or weighted. */
#include <math.h>

#include "../signatures.h"

typedef long double real;

static size_t picked(const tensor *X, const attributes *attr, size_t n)
{
    return n * X->dims[1] + attr->index[n];
}

FORWARD(select)
{
    for (size_t n = 0; n < attr->index_count; n++)
        out->data[n] = in[0]->data[picked(in[0], attr, n)];
    return OP_OK;
}

BACKWARD(select)
{
    (void)out;
    for (size_t n = 0; n < attr->index_count; n++)
        din[0]->data[picked(in[0], attr, n)] += dout->data[n];
    return OP_OK;
}

JVP(select)
{
    (void)in, (void)out;
    return select_forward(tangent, attr, out_tangent);
}

FORWARD(cross_entropy)
{
    for (size_t n = 0; n < attr->index_count; n++)
        out->data[n] = (double)-logl(in[0]->data[picked(in[0], attr, n)]);
    return OP_OK;
}

BACKWARD(cross_entropy)
{
    (void)out;
    for (size_t n = 0; n < attr->index_count; n++) {
        const size_t at = picked(in[0], attr, n);
        din[0]->data[at] = (double)(din[0]->data[at] - (real)dout->data[n] / in[0]->data[at]);
    }
    return OP_OK;
}

JVP(cross_entropy)
{
    (void)out;
    for (size_t n = 0; n < attr->index_count; n++) {
        const size_t at = picked(in[0], attr, n);
        out_tangent->data[n] = (double)(-(real)tangent[0]->data[at] / in[0]->data[at]);
    }
    return OP_OK;
}

FORWARD(cross_entropy_soft)
{
    (void)attr;
    const size_t C = in[0]->dims[1];
    for (size_t n = 0; n < out->dims[0]; n++) {
        real total = 0;
        for (size_t i = n * C; i < (n + 1) * C; i++)
            total += in[1]->data[i] * logl(in[0]->data[i]);
        out->data[n] = (double)-total;
    }
    return OP_OK;
}

BACKWARD(cross_entropy_soft)
{
    (void)attr, (void)out;
    const size_t C = in[0]->dims[1];
    for (size_t i = 0; i < element_count(in[0]); i++) {
        const real term = (real)in[1]->data[i] / in[0]->data[i] * dout->data[i / C];
        din[0]->data[i] = (double)(din[0]->data[i] - term);
    }
    return OP_OK;
}

JVP(cross_entropy_soft)
{
    (void)attr;
    const size_t C = in[0]->dims[1];
    for (size_t n = 0; n < out->dims[0]; n++) {
        real total = 0;
        for (size_t i = n * C; i < (n + 1) * C; i++)
            total += (real)in[1]->data[i] * tangent[0]->data[i] / in[0]->data[i];
        out_tangent->data[n] = (double)-total;
    }
    return OP_OK;
}

FORWARD(prob_to_prob_vector)
{
    (void)attr;
    for (size_t i = 0; i < element_count(out); i++)
        out->data[i] = (double)(i % 2 ? 1 - (real)in[0]->data[i / 2] : in[0]->data[i / 2]);
    return OP_OK;
}

BACKWARD(prob_to_prob_vector)
{
    (void)attr, (void)in, (void)out;
    for (size_t n = 0; n < din[0]->dims[0]; n++)
        din[0]->data[n] =
            (double)((real)din[0]->data[n] + dout->data[2 * n] - dout->data[2 * n + 1]);
    return OP_OK;
}

JVP(prob_to_prob_vector)
{
    (void)attr, (void)in, (void)out;
    for (size_t i = 0; i < element_count(out_tangent); i++)
        out_tangent->data[i] = (i % 2 ? -1 : 1) * tangent[0]->data[i / 2];
    return OP_OK;
}
