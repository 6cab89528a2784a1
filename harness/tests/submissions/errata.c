/* The slips of the course documents, taken at their word. Every op not here is the solved one. */
#include "contract.h"

/* Exercise sheet 2, 2.1c iii: the ReLU's mask applied to each weight's own partial derivative,
 * max(0, x), instead of to the pre-activation. */
op_status matmul_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *A = in[0], *B = in[1];
    size_t rows = A->dims[0], inner = A->dims[1], columns = B->dims[1];
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            for (size_t k = 0; k < inner; k++) {
                double a = A->data[i * inner + k], b = B->data[k * columns + j];
                double g = dout->data[i * columns + j];
                din[0]->data[i * inner + k] += g * (b > 0 ? b : 0);
                din[1]->data[k * columns + j] += g * (a > 0 ? a : 0);
            }
    return OP_OK;
}

/* A student's answers for vugrad, figure 13: only the diagonal 1/S - x/S^2. */
op_status normalize_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                             const tensor *dout, tensor *const din[])
{
    (void)attr, (void)out;
    const tensor *X = in[0];
    size_t D = X->dims[1];
    for (size_t n = 0; n < X->dims[0]; n++) {
        const double *x = X->data + n * D;
        double S = 0;
        for (size_t d = 0; d < D; d++)
            S += x[d];
        for (size_t d = 0; d < D; d++)
            din[0]->data[n * D + d] += dout->data[n * D + d] * (1 / S - x[d] / (S * S));
    }
    return OP_OK;
}

/* The same, question 3: the outputs as W^T X, for X with a sample in every row. */
op_status linear_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    const tensor *X = in[0], *W = in[1], *b = in[2];
    size_t N = X->dims[0], D = X->dims[1], M = W->dims[0];
    for (size_t n = 0; n < N; n++)
        for (size_t m = 0; m < M; m++) {
            double sum = b->data[m];
            for (size_t d = 0; d < D; d++)
                sum += X->data[n * D + d] * W->data[d * M + m];
            out->data[n * M + m] = sum;
        }
    return OP_OK;
}

/* The same, question 4: the gradient of an expanded vector left unreduced, so that what is added is
 * the first column alone. */
op_status expand_backward(const tensor *const in[], const attributes *attr, const tensor *out,
                          const tensor *dout, tensor *const din[])
{
    (void)in, (void)out;
    size_t inner = 1;
    for (size_t axis = (size_t)attr->axis + 1; axis < out->rank; axis++)
        inner *= out->dims[axis];
    for (size_t i = 0; i < element_count(din[0]); i++)
        din[0]->data[i] += dout->data[i / inner * inner * attr->repeats + i % inner];
    return OP_OK;
}

/* Exercise sheet 1, 1.4c: the two probabilities the other way round than the formula has them. */
op_status prob_to_prob_vector_forward(const tensor *const in[], const attributes *attr, tensor *out)
{
    (void)attr;
    for (size_t n = 0; n < in[0]->dims[0]; n++) {
        out->data[2 * n] = 1 - in[0]->data[n];
        out->data[2 * n + 1] = in[0]->data[n];
    }
    return OP_OK;
}
