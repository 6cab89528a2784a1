/* Row by row: each row is read into long double, worked on there, and rounded when it is written.
 */
#include <math.h>
#include <stdlib.h>

#include "../signatures.h"

typedef long double real;

/* The function of one row: value, VJP and JVP write n numbers to `to`. seed: the upstream gradient,
 * or the direction in which x moves; NULL for the value. */
typedef void row_rule(size_t n, const real *restrict x, const real *restrict seed,
                      real *restrict to);

static op_status each_row(row_rule *rule, const tensor *from, const tensor *seed, int kept,
                          tensor *to)
{
    const size_t rows = from->dims[0], n = from->dims[1];
    real *memory = malloc(3 * n * sizeof *memory);
    if (!memory)
        return OP_NO_MEMORY;
    real *x = memory, *s = memory + n, *y = memory + 2 * n;
    for (size_t i = 0; i < rows; i++) {
        for (size_t c = 0; c < n; c++) {
            x[c] = from->data[i * n + c];
            s[c] = seed ? seed->data[i * n + c] : 0;
        }
        rule(n, x, s, y);
        for (size_t c = 0; c < n; c++) {
            double *cell = &to->data[i * n + c];
            *cell = (double)(kept ? *cell + y[c] : y[c]);
        }
    }
    free(memory);
    return OP_OK;
}

static real sum_of(size_t n, const real *v)
{
    real total = 0;
    for (size_t c = 0; c < n; c++)
        total += v[c];
    return total;
}

static real product_of(size_t n, const real *u, const real *v)
{
    real total = 0;
    for (size_t c = 0; c < n; c++)
        total += u[c] * v[c];
    return total;
}

/* ln sum e^x, taking in one number after the other: ln(e^a + e^b) = max + ln(1 + e^-|a - b|). */
static real log_sum_exp(size_t n, const real *x)
{
    real total = x[0];
    for (size_t c = 1; c < n; c++)
        total = fmaxl(total, x[c]) + log1pl(expl(-fabsl(total - x[c])));
    return total;
}

static void row_normalize(size_t n, const real *x, const real *seed, real *y)
{
    (void)seed;
    const real sum = sum_of(n, x);
    for (size_t c = 0; c < n; c++)
        y[c] = x[c] / sum;
}

static void row_normalize_vjp(size_t n, const real *x, const real *g, real *dx)
{
    const real sum = sum_of(n, x), along = product_of(n, g, x);
    for (size_t c = 0; c < n; c++)
        dx[c] = (g[c] * sum - along) / (sum * sum);
}

static void row_normalize_jvp(size_t n, const real *x, const real *v, real *moved)
{
    const real sum = sum_of(n, x), more = sum_of(n, v);
    for (size_t c = 0; c < n; c++)
        moved[c] = (v[c] * sum - x[c] * more) / (sum * sum);
}

static void row_log_softmax(size_t n, const real *x, const real *seed, real *y)
{
    (void)seed;
    const real all = log_sum_exp(n, x);
    for (size_t c = 0; c < n; c++)
        y[c] = x[c] - all;
}

static void row_softmax(size_t n, const real *x, const real *seed, real *y)
{
    row_log_softmax(n, x, seed, y);
    for (size_t c = 0; c < n; c++)
        y[c] = expl(y[c]);
}

/* The Jacobian of a softmax is symmetric: VJP and JVP are one. */
static void row_softmax_times(size_t n, const real *x, const real *s, real *to)
{
    row_softmax(n, x, s, to);
    const real mean = product_of(n, to, s);
    for (size_t c = 0; c < n; c++)
        to[c] *= s[c] - mean;
}

static void row_log_softmax_vjp(size_t n, const real *x, const real *g, real *dx)
{
    row_softmax(n, x, g, dx);
    const real sum = sum_of(n, g);
    for (size_t c = 0; c < n; c++)
        dx[c] = g[c] - dx[c] * sum;
}

static void row_log_softmax_jvp(size_t n, const real *x, const real *v, real *moved)
{
    row_softmax(n, x, v, moved);
    const real mean = product_of(n, moved, v);
    for (size_t c = 0; c < n; c++)
        moved[c] = v[c] - mean;
}

#define ROWS_OP(op, value, vjp, jvp)                                                               \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        (void)attr;                                                                                \
        return each_row(value, in[0], NULL, 0, out);                                               \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        return each_row(vjp, in[0], dout, 1, din[0]);                                              \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        return each_row(jvp, in[0], tangent[0], 0, out_tangent);                                   \
    }
ROWS_OP(normalize, row_normalize, row_normalize_vjp, row_normalize_jvp)
ROWS_OP(softmax, row_softmax, row_softmax_times, row_softmax_times)
ROWS_OP(log_softmax, row_log_softmax, row_log_softmax_vjp, row_log_softmax_jvp)

FORWARD(softmax_cross_entropy)
{
    const size_t rows = in[0]->dims[0], n = in[0]->dims[1];
    real *z = malloc(n * sizeof *z), loss = 0;
    if (!z)
        return OP_NO_MEMORY;
    for (size_t i = 0; i < rows; i++) {
        for (size_t c = 0; c < n; c++)
            z[c] = (real)in[0]->data[i * n + c] - in[0]->data[i * n + attr->index[i]];
        loss += log_sum_exp(n, z);
    }
    free(z);
    out->data[0] = (double)(loss / (real)rows);
    return OP_OK;
}

/* softmax - onehot, into memory that the caller frees; NULL if there is none. */
static double *error_of_logits(const tensor *Z, const size_t *index)
{
    double *p = malloc(element_count(Z) * sizeof *p);
    tensor whole = {Z->rank, Z->dims, p};
    if (p && each_row(row_softmax, Z, NULL, 0, &whole) != OP_OK) {
        free(p);
        return NULL;
    }
    for (size_t i = 0; p && i < Z->dims[0]; i++)
        p[i * Z->dims[1] + index[i]] -= 1;
    return p;
}

BACKWARD(softmax_cross_entropy)
{
    (void)out;
    double *p = error_of_logits(in[0], attr->index);
    if (!p)
        return OP_NO_MEMORY;
    for (size_t i = 0; i < element_count(in[0]); i++)
        din[0]->data[i] += (double)((real)p[i] * dout->data[0] / (real)in[0]->dims[0]);
    free(p);
    return OP_OK;
}

JVP(softmax_cross_entropy)
{
    (void)out;
    real total = 0;
    double *p = error_of_logits(in[0], attr->index);
    if (!p)
        return OP_NO_MEMORY;
    for (size_t i = 0; i < element_count(in[0]); i++)
        total += (real)p[i] * tangent[0]->data[i];
    free(p);
    out_tangent->data[0] = (double)(total / (real)in[0]->dims[0]);
    return OP_OK;
}
