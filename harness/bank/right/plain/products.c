/* Products of matrices in index notation, with macros for the elements. */
#include "../signatures.h"

#define AT(t, i, j) (t)->data[(i) * (t)->dims[1] + (j)]

static double dot(const double *u, const double *v, size_t n, size_t step)
{
    return n == 0 ? 0 : dot(u, v, n - 1, step) + u[n - 1] * v[(n - 1) * step];
}

FORWARD(matmul)
{
    (void)attr;
    for (size_t i = 0; i < out->dims[0]; i++)
        for (size_t j = 0; j < out->dims[1]; j++)
            AT(out, i, j) = dot(in[0]->data + i * in[0]->dims[1], in[1]->data + j, in[0]->dims[1],
                                in[1]->dims[1]);
    return OP_OK;
}

BACKWARD(matmul)
{
    (void)attr, (void)out;
    for (size_t i = 0; i < dout->dims[0]; i++)
        for (size_t j = 0; j < dout->dims[1]; j++)
            for (size_t k = 0; k < in[0]->dims[1]; k++) {
                AT(din[0], i, k) += AT(dout, i, j) * AT(in[1], k, j);
                AT(din[1], k, j) += AT(dout, i, j) * AT(in[0], i, k);
            }
    return OP_OK;
}

FORWARD(affine)
{
    (void)attr;
    for (size_t n = 0; n < out->dims[0]; n++)
        for (size_t m = 0; m < out->dims[1]; m++) {
            AT(out, n, m) = in[2]->data[m];
            for (size_t d = 0; d < in[0]->dims[1]; d++)
                AT(out, n, m) += AT(in[0], n, d) * AT(in[1], d, m);
        }
    return OP_OK;
}

BACKWARD(affine)
{
    (void)attr, (void)out;
    for (size_t n = 0; n < dout->dims[0]; n++)
        for (size_t m = 0; m < dout->dims[1]; m++) {
            for (size_t d = 0; d < in[0]->dims[1]; d++)
                AT(din[0], n, d) += AT(dout, n, m) * AT(in[1], d, m);
            for (size_t d = 0; d < in[0]->dims[1]; d++)
                AT(din[1], d, m) += AT(dout, n, m) * AT(in[0], n, d);
            din[2]->data[m] += AT(dout, n, m);
        }
    return OP_OK;
}

FORWARD(linear)
{
    (void)attr;
    for (size_t n = 0; n < out->dims[0]; n++)
        for (size_t m = 0; m < out->dims[1]; m++)
            AT(out, n, m) =
                in[2]->data[m] + dot(in[0]->data + n * in[0]->dims[1],
                                     in[1]->data + m * in[1]->dims[1], in[0]->dims[1], 1);
    return OP_OK;
}

BACKWARD(linear)
{
    (void)attr, (void)out;
    for (size_t n = 0; n < dout->dims[0]; n++)
        for (size_t m = 0; m < dout->dims[1]; m++) {
            for (size_t d = 0; d < in[0]->dims[1]; d++) {
                AT(din[0], n, d) += AT(dout, n, m) * AT(in[1], m, d);
                AT(din[1], m, d) += AT(dout, n, m) * AT(in[0], n, d);
            }
            din[2]->data[m] += AT(dout, n, m);
        }
    return OP_OK;
}

FORWARD(vector_derivative_product)
{
    (void)attr;
    for (size_t i = 0; i < out->dims[0]; i++)
        for (size_t j = 0; j < out->dims[1]; j++)
            AT(out, i, j) = in[0]->data[i] * in[1]->data[j];
    return OP_OK;
}

BACKWARD(vector_derivative_product)
{
    (void)attr, (void)out;
    for (size_t i = 0; i < dout->dims[0]; i++)
        for (size_t j = 0; j < dout->dims[1]; j++) {
            din[0]->data[i] += AT(dout, i, j) * in[1]->data[j];
            din[1]->data[j] += AT(dout, i, j) * in[0]->data[i];
        }
    return OP_OK;
}

JVP(matmul)
{
    (void)attr, (void)out;
    for (size_t i = 0; i < out_tangent->dims[0]; i++)
        for (size_t j = 0; j < out_tangent->dims[1]; j++) {
            AT(out_tangent, i, j) = 0;
            for (size_t k = 0; k < in[0]->dims[1]; k++)
                AT(out_tangent, i, j) +=
                    AT(tangent[0], i, k) * AT(in[1], k, j) + AT(in[0], i, k) * AT(tangent[1], k, j);
        }
    return OP_OK;
}

JVP(affine)
{
    matmul_jvp(in, attr, out, tangent, out_tangent);
    for (size_t n = 0; n < out_tangent->dims[0]; n++)
        for (size_t m = 0; m < out_tangent->dims[1]; m++)
            AT(out_tangent, n, m) += tangent[2]->data[m];
    return OP_OK;
}

JVP(linear)
{
    (void)attr, (void)out;
    for (size_t n = 0; n < out_tangent->dims[0]; n++)
        for (size_t m = 0; m < out_tangent->dims[1]; m++) {
            AT(out_tangent, n, m) = tangent[2]->data[m];
            for (size_t d = 0; d < in[0]->dims[1]; d++)
                AT(out_tangent, n, m) +=
                    AT(in[0], n, d) * AT(tangent[1], m, d) + AT(tangent[0], n, d) * AT(in[1], m, d);
        }
    return OP_OK;
}

JVP(vector_derivative_product)
{
    (void)attr, (void)out;
    for (size_t i = 0; i < out_tangent->dims[0]; i++)
        for (size_t j = 0; j < out_tangent->dims[1]; j++)
            AT(out_tangent, i, j) =
                tangent[0]->data[i] * in[1]->data[j] + in[0]->data[i] * tangent[1]->data[j];
    return OP_OK;
}
