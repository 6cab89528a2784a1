/* Row by row, with the Jacobian of a row written out in full. */
#include <math.h>

#include "../signatures.h"

#define ROWS (in[0]->dims[0])
#define COLUMNS (in[0]->dims[1])
#define X(n, c) (in[0]->data[(n)*COLUMNS + (c)])
#define V(n, c) (tangent[0]->data[(n)*COLUMNS + (c)])

static double row_sum(const double *row, size_t n)
{
    return n == 0 ? 0 : row_sum(row, n - 1) + row[n - 1];
}

static double maximum(const double *row, size_t n)
{
    double rest = n > 1 ? maximum(row, n - 1) : row[0];
    return rest > row[n - 1] ? rest : row[n - 1];
}

/* ln sum e^row */
static double log_sum_exp(const double *row, size_t n)
{
    double most = maximum(row, n), sum = 0;
    for (size_t c = 0; c < n; c++)
        sum += exp(row[c] - most);
    return most + log(sum);
}

FORWARD(normalize)
{
    (void)attr;
    for (size_t n = 0; n < ROWS; n++)
        for (size_t c = 0; c < COLUMNS; c++)
            out->data[n * COLUMNS + c] = X(n, c) / row_sum(in[0]->data + n * COLUMNS, COLUMNS);
    return OP_OK;
}

BACKWARD(normalize)
{
    (void)attr, (void)out;
    for (size_t n = 0; n < ROWS; n++) {
        double S = row_sum(in[0]->data + n * COLUMNS, COLUMNS);
        for (size_t c = 0; c < COLUMNS; c++)
            for (size_t j = 0; j < COLUMNS; j++)
                din[0]->data[n * COLUMNS + c] +=
                    dout->data[n * COLUMNS + j] * ((j == c ? S : 0) - X(n, j)) / (S * S);
    }
    return OP_OK;
}

FORWARD(softmax)
{
    (void)attr;
    for (size_t n = 0; n < ROWS; n++)
        for (size_t c = 0; c < COLUMNS; c++) {
            double sum = 0;
            for (size_t j = 0; j < COLUMNS; j++)
                sum += exp(X(n, j) - maximum(in[0]->data + n * COLUMNS, COLUMNS));
            out->data[n * COLUMNS + c] =
                exp(X(n, c) - maximum(in[0]->data + n * COLUMNS, COLUMNS)) / sum;
        }
    return OP_OK;
}

BACKWARD(softmax)
{
    (void)attr;
    for (size_t n = 0; n < ROWS; n++)
        for (size_t c = 0; c < COLUMNS; c++)
            for (size_t j = 0; j < COLUMNS; j++) {
                double yc = out->data[n * COLUMNS + c], yj = out->data[n * COLUMNS + j];
                double jacobian = c == j ? yc * (1 - yc) : -yc * yj;
                din[0]->data[n * COLUMNS + c] += jacobian * dout->data[n * COLUMNS + j];
            }
    return OP_OK;
}

FORWARD(log_softmax)
{
    (void)attr;
    for (size_t n = 0; n < ROWS; n++)
        for (size_t c = 0; c < COLUMNS; c++)
            out->data[n * COLUMNS + c] = X(n, c) - log_sum_exp(in[0]->data + n * COLUMNS, COLUMNS);
    return OP_OK;
}

BACKWARD(log_softmax)
{
    (void)attr, (void)out;
    for (size_t n = 0; n < ROWS; n++)
        for (size_t c = 0; c < COLUMNS; c++) {
            double p = exp(X(n, c) - log_sum_exp(in[0]->data + n * COLUMNS, COLUMNS));
            for (size_t j = 0; j < COLUMNS; j++)
                din[0]->data[n * COLUMNS + c] += dout->data[n * COLUMNS + j] * ((c == j) - p);
        }
    return OP_OK;
}

FORWARD(prob_to_prob_vector)
{
    (void)attr;
    for (size_t n = 0; n < ROWS; n++) {
        out->data[2 * n] = X(n, 0);
        out->data[2 * n + 1] = 1 - X(n, 0);
    }
    return OP_OK;
}

BACKWARD(prob_to_prob_vector)
{
    (void)attr, (void)out;
    for (size_t n = 0; n < ROWS; n++)
        din[0]->data[n] += dout->data[2 * n] - dout->data[2 * n + 1];
    return OP_OK;
}

FORWARD(select)
{
    for (size_t n = 0; n < ROWS; n++)
        out->data[n] = X(n, attr->index[n]);
    return OP_OK;
}

BACKWARD(select)
{
    (void)out;
    for (size_t n = 0; n < ROWS; n++)
        din[0]->data[n * COLUMNS + attr->index[n]] += dout->data[n];
    return OP_OK;
}

FORWARD(cross_entropy)
{
    for (size_t n = 0; n < ROWS; n++)
        out->data[n] = log(1 / X(n, attr->index[n]));
    return OP_OK;
}

BACKWARD(cross_entropy)
{
    (void)out;
    for (size_t n = 0; n < ROWS; n++)
        for (size_t c = 0; c < COLUMNS; c++)
            din[0]->data[n * COLUMNS + c] +=
                c == attr->index[n] ? dout->data[n] * (-1 / X(n, c)) : 0;
    return OP_OK;
}

FORWARD(cross_entropy_soft)
{
    (void)attr;
    for (size_t n = 0; n < ROWS; n++) {
        out->data[n] = 0;
        for (size_t c = 0; c < COLUMNS; c++)
            out->data[n] -= in[1]->data[n * COLUMNS + c] * log(X(n, c));
    }
    return OP_OK;
}

BACKWARD(cross_entropy_soft)
{
    (void)attr, (void)out;
    for (size_t n = 0; n < ROWS; n++)
        for (size_t c = 0; c < COLUMNS; c++)
            din[0]->data[n * COLUMNS + c] +=
                -dout->data[n] * in[1]->data[n * COLUMNS + c] / X(n, c);
    return OP_OK;
}

FORWARD(softmax_cross_entropy)
{
    double sum = 0;
    for (size_t n = 0; n < ROWS; n++)
        sum += log_sum_exp(in[0]->data + n * COLUMNS, COLUMNS) - X(n, attr->index[n]);
    out->data[0] = sum / (double)ROWS;
    return OP_OK;
}

BACKWARD(softmax_cross_entropy)
{
    (void)out;
    for (size_t n = 0; n < ROWS; n++)
        for (size_t c = 0; c < COLUMNS; c++) {
            double p = exp(X(n, c) - log_sum_exp(in[0]->data + n * COLUMNS, COLUMNS));
            din[0]->data[n * COLUMNS + c] +=
                dout->data[0] / (double)ROWS * (p - (c == attr->index[n] ? 1 : 0));
        }
    return OP_OK;
}

/* partial: the derivative of entry c of row n of the output by entry j of that row of x. */
#define EACH_ENTRY(partial)                                                                        \
    for (size_t n = 0; n < ROWS; n++)                                                              \
        for (size_t c = 0; c < COLUMNS; c++) {                                                     \
            out_tangent->data[n * COLUMNS + c] = 0;                                                \
            for (size_t j = 0; j < COLUMNS; j++)                                                   \
                out_tangent->data[n * COLUMNS + c] += (partial)*V(n, j);                           \
        }

JVP(normalize)
{
    (void)attr, (void)out;
    EACH_ENTRY(((j == c) - X(n, c) / row_sum(in[0]->data + n * COLUMNS, COLUMNS)) /
               row_sum(in[0]->data + n * COLUMNS, COLUMNS))
    return OP_OK;
}

JVP(softmax)
{
    (void)attr;
    EACH_ENTRY(out->data[n * COLUMNS + c] * ((j == c) - out->data[n * COLUMNS + j]))
    return OP_OK;
}

JVP(log_softmax)
{
    (void)attr;
    EACH_ENTRY((j == c) - exp(out->data[n * COLUMNS + j]))
    return OP_OK;
}

JVP(prob_to_prob_vector)
{
    (void)attr, (void)out;
    for (size_t n = 0; n < ROWS; n++) {
        out_tangent->data[2 * n] = V(n, 0);
        out_tangent->data[2 * n + 1] = -V(n, 0);
    }
    return OP_OK;
}

JVP(select)
{
    (void)out;
    for (size_t n = 0; n < ROWS; n++)
        out_tangent->data[n] = V(n, attr->index[n]);
    return OP_OK;
}

JVP(cross_entropy)
{
    (void)out;
    for (size_t n = 0; n < ROWS; n++)
        out_tangent->data[n] = -V(n, attr->index[n]) / X(n, attr->index[n]);
    return OP_OK;
}

JVP(cross_entropy_soft)
{
    (void)attr, (void)out;
    for (size_t n = 0; n < ROWS; n++) {
        out_tangent->data[n] = 0;
        for (size_t c = 0; c < COLUMNS; c++)
            out_tangent->data[n] -= in[1]->data[n * COLUMNS + c] / X(n, c) * V(n, c);
    }
    return OP_OK;
}

JVP(softmax_cross_entropy)
{
    double sum = 0;
    (void)out;
    for (size_t n = 0; n < ROWS; n++)
        for (size_t c = 0; c < COLUMNS; c++) {
            double p = exp(X(n, c) - log_sum_exp(in[0]->data + n * COLUMNS, COLUMNS));
            sum += (p - (c == attr->index[n])) * V(n, c);
        }
    out_tangent->data[0] = sum / (double)ROWS;
    return OP_OK;
}
