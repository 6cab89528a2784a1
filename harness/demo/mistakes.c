/* A submission with classic mistakes, one each; every op not here is the solved one. */
#include <math.h>

#include "contract.h"

/* The input where the output belongs: x(1 - x) for y(1 - y). */
op_status sigmoid_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                           const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    for (size_t i = 0; i < element_count(in[0]); i++) {
        double x = in[0]->data[i];
        din[0]->data[i] += dout->data[i] * x * (1 - x);
    }
    return OP_OK;
}

/* The upstream gradient is forgotten. */
op_status relu_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                        const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out, (void)dout;
    for (size_t i = 0; i < element_count(in[0]); i++)
        din[0]->data[i] += in[0]->data[i] > 0;
    return OP_OK;
}

/* Overwrites the gradient instead of adding to it. */
op_status tanh_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                        const tensor *dout, tensor *const din[])
{
    (void)attr;
    for (size_t i = 0; i < element_count(in[0]); i++) {
        double y = out->data[i];
        din[0]->data[i] = dout->data[i] * (1 - y * y);
    }
    return OP_OK;
}

/* The bias gets its gradient from the last row only. */
op_status affine_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *X = in[0], *W = in[1];
    size_t N = X->dims[0], D = X->dims[1], M = W->dims[1];
    for (size_t n = 0; n < N; n++)
        for (size_t m = 0; m < M; m++) {
            double g = dout->data[n * M + m];
            for (size_t d = 0; d < D; d++) {
                din[0]->data[n * D + d] += g * W->data[d * M + m];
                din[1]->data[d * M + m] += g * X->data[n * D + d];
            }
            if (n == N - 1)
                din[2]->data[m] += g;
        }
    return OP_OK;
}

/* Only the diagonal of the Jacobian. */
op_status softmax_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                           const tensor *dout, tensor *const din[])
{
    (void)attr, (void)in;
    for (size_t i = 0; i < element_count(out); i++) {
        double p = out->data[i];
        din[0]->data[i] += dout->data[i] * p * (1 - p);
    }
    return OP_OK;
}

/* The mean over the batch is forgotten. */
op_status softmax_cross_entropy_backward(const tensor *const in[], const attributes *attr,
                                         const tensor *out, const tensor *dout, tensor *const din[])
{
    (void)out;
    const tensor *Z = in[0];
    size_t C = Z->dims[1];
    for (size_t n = 0; n < Z->dims[0]; n++) {
        const double *z = Z->data + n * C;
        double max = z[0], sum = 0;
        for (size_t c = 1; c < C; c++)
            max = fmax(max, z[c]);
        for (size_t c = 0; c < C; c++)
            sum += exp(z[c] - max);
        for (size_t c = 0; c < C; c++)
            din[0]->data[n * C + c] +=
                dout->data[0] * (exp(z[c] - max) / sum - (c == attr->index[n]));
    }
    return OP_OK;
}

/* Subtracts the wrong way round. */
op_status sub_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                       const tensor *dout, tensor *const din[])
{
    (void)attr, (void)in;
    if (element_count(out) != element_count(din[0]) || element_count(out) != element_count(din[1]))
        return OP_BAD_INPUT; /* and cannot broadcast */
    for (size_t i = 0; i < element_count(out); i++) {
        din[0]->data[i] += dout->data[i];
        din[1]->data[i] += dout->data[i];
    }
    return OP_OK;
}

/* Computes in float. */
op_status gelu_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    for (size_t i = 0; i < element_count(out); i++) {
        float x = (float)in[0]->data[i];
        out->data[i] = (double)(0.5f * x * erfcf(-x / sqrtf(2)));
    }
    return OP_OK;
}

/* Runs one element too far. */
op_status square_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    for (size_t i = 0; i <= element_count(in[0]); i++)
        out->data[i] = in[0]->data[i] * in[0]->data[i];
    return OP_OK;
}
