/* rows.h - wrong variants of ops that work row by row on a matrix [N][C].
 *
 *     FORWARD_BY(unshifted, double s = sum_exp(x, C, 0); EACH y[c] = exp(x[c]) / s)
 *     BACKWARD_BY(diagonal, EACH dx[c] += g[c] * y[c] * (1 - y[c]))
 *
 * The statements are run for each row n: x, y, g and dx point to the row's elements of the first
 * input, the output, the upstream gradient and the gradient; t to those of a second input. Of a
 * scalar output y and g are the same for every row. Outputs are 0 before the first row. `label` is
 * the row's index attribute. EACH runs c over the columns. */
#ifndef ROWS_H
#define ROWS_H

#include <math.h>

#include "wrong.h"

#define EACH for (size_t c = 0; c < C; c++)

static inline double sum_of(const double *v, size_t C)
{
    double sum = 0;
    EACH sum += v[c];
    return sum;
}

static inline double product_of(const double *u, const double *v, size_t C)
{
    double sum = 0;
    EACH sum += u[c] * v[c];
    return sum;
}

static inline double largest_of(const double *v, size_t C)
{
    double largest = v[0];
    EACH largest = fmax(largest, v[c]);
    return largest;
}

static inline double sum_exp(const double *v, size_t C, double shift)
{
    double sum = 0;
    EACH sum += exp(v[c] - shift);
    return sum;
}

/* e^(v[c] - the largest), over their sum. */
static inline double softmax_of(const double *v, size_t C, size_t at)
{
    double largest = largest_of(v, C);
    return exp(v[at] - largest) / sum_exp(v, C, largest);
}

#define FORWARD_BY(name, ...)                                                                      \
    static op_status name(const tensor *const in[], const attributes *attr, tensor *out)           \
    {                                                                                              \
        const size_t N = in[0]->dims[0], C = in[0]->dims[1], width = element_count(out) / N;       \
        for (size_t k = 0; k < element_count(out); k++)                                            \
            out->data[k] = 0;                                                                      \
        for (size_t n = 0; n < N; n++) {                                                           \
            const double *x = in[0]->data + n * C, *X = in[0]->data;                               \
            const size_t label = attr->index ? attr->index[n] : 0;                                 \
            double *y = out->data + n * (element_count(out) < N ? 0 : width);                      \
            __VA_ARGS__;                                                                           \
            (void)x, (void)X, (void)label, (void)y;                                                \
        }                                                                                          \
        return OP_OK;                                                                              \
    }

#define BACKWARD_BY(name, ...)                                                                     \
    static op_status name(const tensor *const in[], const attributes *attr, const tensor *out,     \
                          const tensor *dout, tensor *const din[])                                 \
    {                                                                                              \
        const size_t N = in[0]->dims[0], C = in[0]->dims[1];                                       \
        const size_t width = element_count(out) < N ? 0 : element_count(out) / N;                  \
        for (size_t n = 0; n < N; n++) {                                                           \
            const double *x = in[0]->data + n * C, *X = in[0]->data;                               \
            const double *y = out->data + n * width, *g = dout->data + n * width;                  \
            const size_t label = attr->index ? attr->index[n] : 0;                                 \
            double *dx = din[0]->data + n * C;                                                     \
            __VA_ARGS__;                                                                           \
            (void)x, (void)X, (void)y, (void)g, (void)label, (void)dx;                             \
        }                                                                                          \
        return OP_OK;                                                                              \
    }

#endif
