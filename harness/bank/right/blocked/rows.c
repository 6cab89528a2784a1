/* Row by row: sums with the error carried along, softmax shifted by other numbers than the largest
 * (as far as that is safe), gradients as vector minus projection. */
#include "../signatures.h"
#include "sums.h"

typedef struct rows {
    size_t count, width;
} rows;

static rows rows_of(const tensor *t)
{
    return (rows){t->dims[0], t->dims[1]};
}

static double sum_row(const double *v, size_t n)
{
    running sum = {0, 0};
    while (n-- > 0)
        include(&sum, v[n]);
    return total(sum);
}

static double dot_row(const double *u, const double *v, size_t n)
{
    running sum = {0, 0};
    while (n-- > 0)
        include(&sum, u[n] * v[n]);
    return total(sum);
}

/* The middle between the largest and the smallest where they are near each other, else a little
 * less than the largest. */
static double shift_of(const double *v, size_t n)
{
    double least = v[0], most = v[0];
    for (size_t c = 1; c < n; c++) {
        least = fmin(least, v[c]);
        most = fmax(most, v[c]);
    }
    return most - least < 20 ? (most + least) / 2 : most - 1;
}

static double partition(const double *v, size_t n, double shift)
{
    running sum = {0, 0};
    for (size_t c = 0; c < n; c++)
        include(&sum, exp(v[c] - shift));
    return total(sum);
}

FORWARD(normalize)
{
    (void)attr;
    rows r = rows_of(out);
    for (size_t n = 0; n < r.count; n++) {
        const double *x = in[0]->data + n * r.width;
        double inverse = 1 / sum_row(x, r.width);
        for (size_t c = 0; c < r.width; c++)
            out->data[n * r.width + c] = x[c] * inverse;
    }
    return OP_OK;
}

BACKWARD(normalize)
{
    (void)attr;
    rows r = rows_of(dout);
    for (size_t n = 0; n < r.count; n++) {
        const double *g = dout->data + n * r.width, *y = out->data + n * r.width;
        double inverse = 1 / sum_row(in[0]->data + n * r.width, r.width);
        double projection = dot_row(g, y, r.width);
        for (size_t c = 0; c < r.width; c++)
            din[0]->data[n * r.width + c] += inverse * g[c] - inverse * projection;
    }
    return OP_OK;
}

FORWARD(softmax)
{
    (void)attr;
    rows r = rows_of(out);
    for (size_t n = 0; n < r.count; n++) {
        const double *x = in[0]->data + n * r.width;
        double shift = shift_of(x, r.width), inverse = 1 / partition(x, r.width, shift);
        for (size_t c = 0; c < r.width; c++)
            out->data[n * r.width + c] = exp(x[c] - shift) * inverse;
    }
    return OP_OK;
}

BACKWARD(softmax)
{
    (void)attr, (void)in;
    rows r = rows_of(dout);
    for (size_t n = 0; n < r.count; n++) {
        const double *g = dout->data + n * r.width, *y = out->data + n * r.width;
        double projection = dot_row(g, y, r.width);
        for (size_t c = 0; c < r.width; c++)
            din[0]->data[n * r.width + c] += y[c] * g[c] - y[c] * projection;
    }
    return OP_OK;
}

FORWARD(log_softmax)
{
    (void)attr;
    rows r = rows_of(out);
    for (size_t n = 0; n < r.count; n++) {
        const double *x = in[0]->data + n * r.width;
        double shift = shift_of(x, r.width), logarithm = log(partition(x, r.width, shift));
        for (size_t c = 0; c < r.width; c++)
            out->data[n * r.width + c] = (x[c] - shift) - logarithm;
    }
    return OP_OK;
}

BACKWARD(log_softmax)
{
    (void)attr, (void)in;
    rows r = rows_of(dout);
    for (size_t n = 0; n < r.count; n++) {
        const double *g = dout->data + n * r.width, *y = out->data + n * r.width;
        double sum = sum_row(g, r.width);
        for (size_t c = 0; c < r.width; c++)
            din[0]->data[n * r.width + c] += fma(-exp(y[c]), sum, g[c]);
    }
    return OP_OK;
}

FORWARD(prob_to_prob_vector)
{
    (void)attr;
    for (size_t n = 0; n < in[0]->dims[0]; n++)
        out->data[2 * n + 1] = 1 - (out->data[2 * n] = in[0]->data[n]);
    return OP_OK;
}

BACKWARD(prob_to_prob_vector)
{
    static const double slope[2] = {1, -1};
    (void)attr, (void)in, (void)out;
    for (size_t i = 0; i < element_count(dout); i++)
        din[0]->data[i / 2] += dout->data[i] * slope[i % 2];
    return OP_OK;
}

FORWARD(select)
{
    const double *row = in[0]->data;
    for (size_t n = 0; n < in[0]->dims[0]; n++, row += in[0]->dims[1])
        out->data[n] = row[attr->index[n]];
    return OP_OK;
}

BACKWARD(select)
{
    (void)out;
    double *row = din[0]->data;
    for (size_t n = 0; n < in[0]->dims[0]; n++, row += in[0]->dims[1])
        row[attr->index[n]] += dout->data[n];
    return OP_OK;
}

FORWARD(cross_entropy)
{
    for (size_t n = 0; n < in[0]->dims[0]; n++)
        out->data[n] = 0 - log(in[0]->data[n * in[0]->dims[1] + attr->index[n]]);
    return OP_OK;
}

BACKWARD(cross_entropy)
{
    (void)out;
    for (size_t n = 0; n < in[0]->dims[0]; n++) {
        size_t at = n * in[0]->dims[1] + attr->index[n];
        din[0]->data[at] -= dout->data[n] / in[0]->data[at];
    }
    return OP_OK;
}

FORWARD(cross_entropy_soft)
{
    (void)attr;
    rows r = rows_of(in[0]);
    for (size_t n = 0; n < r.count; n++) {
        running sum = {0, 0};
        for (size_t c = r.width; c-- > 0;)
            include(&sum, in[1]->data[n * r.width + c] * -log(in[0]->data[n * r.width + c]));
        out->data[n] = total(sum);
    }
    return OP_OK;
}

BACKWARD(cross_entropy_soft)
{
    (void)attr, (void)out;
    rows r = rows_of(in[0]);
    for (size_t i = r.count * r.width; i-- > 0;)
        din[0]->data[i] -= in[1]->data[i] / in[0]->data[i] * dout->data[i / r.width];
    return OP_OK;
}

FORWARD(softmax_cross_entropy)
{
    rows r = rows_of(in[0]);
    running loss = {0, 0};
    for (size_t n = 0; n < r.count; n++) {
        const double *z = in[0]->data + n * r.width;
        /* ln sum e^(z - z[label]), shifted once more */
        double shift = shift_of(z, r.width);
        include(&loss, log(partition(z, r.width, shift)) + (shift - z[attr->index[n]]));
    }
    out->data[0] = total(loss) / (double)r.count;
    return OP_OK;
}

BACKWARD(softmax_cross_entropy)
{
    (void)out;
    rows r = rows_of(in[0]);
    double share = dout->data[0] / (double)r.count;
    for (size_t n = 0; n < r.count; n++) {
        const double *z = in[0]->data + n * r.width;
        double *dz = din[0]->data + n * r.width, shift = shift_of(z, r.width);
        double weight = share / partition(z, r.width, shift);
        for (size_t c = 0; c < r.width; c++)
            dz[c] += exp(z[c] - shift) * weight;
        dz[attr->index[n]] -= share;
    }
    return OP_OK;
}

JVP(normalize)
{
    (void)attr;
    rows r = rows_of(out);
    for (size_t n = 0; n < r.count; n++) {
        const double *v = tangent[0]->data + n * r.width, *y = out->data + n * r.width;
        double inverse = 1 / sum_row(in[0]->data + n * r.width, r.width);
        double grown = sum_row(v, r.width) * inverse;
        for (size_t c = 0; c < r.width; c++)
            out_tangent->data[n * r.width + c] = fma(-y[c], grown, v[c] * inverse);
    }
    return OP_OK;
}

JVP(softmax)
{
    (void)attr, (void)in;
    rows r = rows_of(out);
    for (size_t n = 0; n < r.count; n++) {
        const double *v = tangent[0]->data + n * r.width, *y = out->data + n * r.width;
        double mean = dot_row(y, v, r.width);
        for (size_t c = r.width; c-- > 0;)
            out_tangent->data[n * r.width + c] = y[c] * (v[c] - mean);
    }
    return OP_OK;
}

/* The mean of v under the softmax of x. */
static double mean_under_softmax(const double *x, const double *v, size_t n)
{
    double shift = shift_of(x, n);
    running weights = {0, 0}, weighted = {0, 0};
    for (size_t c = 0; c < n; c++) {
        double weight = exp(x[c] - shift);
        include(&weights, weight);
        include(&weighted, weight * v[c]);
    }
    return total(weighted) / total(weights);
}

JVP(log_softmax)
{
    (void)attr, (void)out;
    rows r = rows_of(in[0]);
    for (size_t n = 0; n < r.count; n++) {
        const double *v = tangent[0]->data + n * r.width;
        double mean = mean_under_softmax(in[0]->data + n * r.width, v, r.width);
        for (size_t c = 0; c < r.width; c++)
            out_tangent->data[n * r.width + c] = v[c] - mean;
    }
    return OP_OK;
}

JVP(prob_to_prob_vector)
{
    (void)attr, (void)in, (void)out;
    for (size_t n = 0; n < out_tangent->dims[0]; n++)
        out_tangent->data[2 * n + 1] = -(out_tangent->data[2 * n] = tangent[0]->data[n]);
    return OP_OK;
}

JVP(select)
{
    (void)in, (void)out;
    return select_forward(tangent, attr, out_tangent);
}

JVP(cross_entropy)
{
    (void)out;
    for (size_t n = 0; n < in[0]->dims[0]; n++) {
        size_t at = n * in[0]->dims[1] + attr->index[n];
        out_tangent->data[n] = tangent[0]->data[at] * (-1 / in[0]->data[at]);
    }
    return OP_OK;
}

JVP(cross_entropy_soft)
{
    (void)attr, (void)out;
    rows r = rows_of(in[0]);
    for (size_t n = 0; n < r.count; n++) {
        running sum = {0, 0};
        for (size_t i = n * r.width; i < (n + 1) * r.width; i++)
            include(&sum, tangent[0]->data[i] / in[0]->data[i] * in[1]->data[i]);
        out_tangent->data[n] = -total(sum);
    }
    return OP_OK;
}

JVP(softmax_cross_entropy)
{
    (void)out;
    rows r = rows_of(in[0]);
    running sum = {0, 0};
    for (size_t n = 0; n < r.count; n++) {
        const double *v = tangent[0]->data + n * r.width;
        include(&sum, mean_under_softmax(in[0]->data + n * r.width, v, r.width));
        include(&sum, -v[attr->index[n]]);
    }
    out_tangent->data[0] = total(sum) / (double)r.count;
    return OP_OK;
}
