/* The functions of functions.h in index notation, every Jacobian entry by entry as the formula has
 * it. Scratch lies on the stack. */
#include "functions.h"

#include <math.h>

#define FUNCTION(name)                                                                             \
    static op_status do_##name(const tensor *const in[], const settings *set, tensor *const out[])
#define AT(t, i, j) (t)->data[(i) * (t)->dims[1] + (j)]
#define EACH(i, n) for (size_t i = 0; i < (n); i++)

static double sigma(double z)
{
    return z < 0 ? exp(z) / (1 + exp(z)) : 1 / (1 + exp(-z));
}

FUNCTION(jacobian_exp_sin_sqrt)
{
    (void)set;
    const double *x = in[0]->data;
    AT(out[0], 0, 0) = exp(x[0]) * sin(x[2]);
    AT(out[0], 0, 1) = 0;
    AT(out[0], 0, 2) = exp(x[0]) * cos(x[2]);
    AT(out[0], 1, 0) = 0;
    AT(out[0], 1, 1) = 0.5 / sqrt(x[1] + x[2]);
    AT(out[0], 1, 2) = 0.5 / sqrt(x[1] + x[2]);
    return OP_OK;
}

FUNCTION(jacobian_elementwise)
{
    size_t n = in[0]->dims[0];
    double a[n];
    tensor slopes = {1, in[0]->dims, a};
    op_status status = set->f(set->context, in[0], &slopes);
    if (status != OP_OK)
        return status;
    EACH(i, n) EACH(j, n) AT(out[0], i, j) = i == j ? a[i] : 0;
    return OP_OK;
}

FUNCTION(jacobian_sigmoid)
{
    (void)set;
    size_t n = in[0]->dims[0];
    EACH(i, n)
    EACH(j, n)
    AT(out[0], i, j) = i == j ? sigma(in[0]->data[i]) * sigma(-in[0]->data[i]) : 0;
    return OP_OK;
}

FUNCTION(jacobian_product_by_x)
{
    (void)set;
    EACH(i, in[0]->dims[0]) EACH(j, in[0]->dims[1]) AT(out[0], i, j) = AT(in[0], i, j);
    return OP_OK;
}

FUNCTION(jacobian_product_by_w)
{
    (void)set;
    size_t m = in[0]->dims[0], n = in[0]->dims[1];
    EACH(k, m)
    EACH(i, m)
    EACH(j, n)
    out[0]->data[(k * m + i) * n + j] = k == i ? in[1]->data[j] : 0;
    return OP_OK;
}

/* The sum over k of A_k d(W x)_k / dW_ij, with all its zeros. */
FUNCTION(vector_derivative_product)
{
    (void)set;
    size_t m = in[0]->dims[1], n = in[1]->dims[0];
    EACH(i, m) EACH(j, n)
    {
        AT(out[0], i, j) = 0;
        EACH(k, m) AT(out[0], i, j) += in[0]->data[k] * (k == i ? in[1]->data[j] : 0);
    }
    return OP_OK;
}

FUNCTION(jacobian_softmax)
{
    (void)set;
    size_t n = in[0]->dims[0];
    double S[n];
    /* S_j = 1 / sum_k e^(x_k - x_j): the largest needs no place of its own */
    EACH(j, n)
    {
        double sum = 0;
        EACH(k, n) sum += exp(in[0]->data[k] - in[0]->data[j]);
        S[j] = 1 / sum;
    }
    EACH(j, n) EACH(k, n) AT(out[0], j, k) = S[j] * ((j == k) - S[k]);
    return OP_OK;
}

FUNCTION(jacobian_sum)
{
    (void)set;
    EACH(i, out[0]->dims[0])
    EACH(j, out[0]->dims[1])
    AT(out[0], i, j) = AT(in[0], i, j) + AT(in[1], i, j);
    return OP_OK;
}

FUNCTION(jacobian_sum_tied)
{
    const tensor *const both[] = {in[0], in[0]};
    return do_jacobian_sum(both, set, out);
}

FUNCTION(jacobian_chain)
{
    (void)set;
    EACH(i, out[0]->dims[0]) EACH(j, out[0]->dims[1])
    {
        AT(out[0], i, j) = 0;
        EACH(k, in[0]->dims[0]) AT(out[0], i, j) += AT(in[1], i, k) * AT(in[0], k, j);
    }
    return OP_OK;
}

FUNCTION(jacobian_chain_tied)
{
    const tensor *const both[] = {in[0], in[0]};
    return do_jacobian_chain(both, set, out);
}

FUNCTION(linear_regression_gradients)
{
    (void)set;
    size_t N = in[0]->dims[0];
    double by_slope = 0, by_offset = 0;
    EACH(i, N)
    {
        double x = in[0]->data[i], error = in[3]->data[0] + in[2]->data[0] * x - in[1]->data[i];
        by_slope += 2 * error * x;
        by_offset += 2 * error;
    }
    out[0]->data[0] = by_slope / (double)N;
    out[1]->data[0] = by_offset / (double)N;
    return OP_OK;
}

FUNCTION(logistic_regression_gradient)
{
    (void)set;
    size_t B = in[0]->dims[0], D = in[0]->dims[1];
    EACH(d, D)
    {
        out[0]->data[d] = 0;
        EACH(i, B) out[0]->data[d] += (in[2]->data[i] - in[1]->data[i]) * AT(in[0], i, d);
        out[0]->data[d] /= (double)B;
    }
    return OP_OK;
}

FUNCTION(numeric_gradient)
{
    size_t n = in[0]->dims[0];
    double moved[n], above[n];
    tensor x = {1, in[0]->dims, moved}, high = {1, in[0]->dims, above};
    EACH(i, n) moved[i] = in[0]->data[i] + set->h;
    op_status status = set->f(set->context, &x, &high);
    EACH(i, n) moved[i] = in[0]->data[i] - set->h;
    if (status == OP_OK)
        status = set->f(set->context, &x, out[0]);
    if (status != OP_OK)
        return status;
    EACH(i, n) out[0]->data[i] = (above[i] - out[0]->data[i]) / (2 * set->h);
    return OP_OK;
}

FUNCTION(network_input_gradient)
{
    (void)set;
    size_t K = in[0]->dims[0], N = in[0]->dims[1], M = in[2]->dims[0];
    double h[K], error[M];
    EACH(k, K)
    {
        double z = in[1]->data[k];
        EACH(n, N) z += AT(in[0], k, n) * in[6]->data[n];
        h[k] = sigma(z);
    }
    EACH(m, M)
    {
        error[m] = in[3]->data[m] - in[5]->data[m];
        EACH(k, K) error[m] += AT(in[2], m, k) * h[k];
    }
    EACH(n, N) out[0]->data[n] = 0;
    EACH(k, K)
    {
        double by_h = in[4]->data[k];
        EACH(m, M) by_h += AT(in[2], m, k) * error[m];
        EACH(n, N) out[0]->data[n] += by_h * (h[k] - h[k] * h[k]) * AT(in[0], k, n);
    }
    return OP_OK;
}

FUNCTION(sgd_step)
{
    EACH(i, in[0]->dims[0])
    {
        double w = in[0]->data[i], d = in[1]->data[i] + set->weight_decay * w, v = d;
        if (set->step > 0)
            v = set->momentum * in[2]->data[i] + (1 - set->dampening) * d;
        out[1]->data[i] = v;
        out[0]->data[i] = w - set->learning_rate * (set->nesterov ? d + set->momentum * v : v);
    }
    return OP_OK;
}

static double length(const double *v, size_t n)
{
    return n == 0 ? 0 : hypot(length(v, n - 1), v[n - 1]);
}

static void shorten(double *v, size_t n, double most)
{
    double norm = length(v, n);
    if (most != 0 && norm > most)
        EACH(i, n) v[i] *= most / norm;
}

FUNCTION(clip_gradient)
{
    EACH(i, in[0]->dims[0]) out[0]->data[i] = in[0]->data[i];
    shorten(out[0]->data, in[0]->dims[0], set->max_norm);
    return OP_OK;
}

/* Pixels are neighbours where their coordinates differ by at most 1. */
static double mean_around(const double *x, size_t H, size_t W, size_t i, size_t j)
{
    double sum = 0, count = 0;
    EACH(k, H)
    EACH(l, W)
    if (k + 1 >= i && k <= i + 1 && l + 1 >= j && l <= j + 1) {
        sum += x[k * W + l];
        count++;
    }
    return sum / count;
}

FUNCTION(blur)
{
    (void)set;
    size_t H = in[0]->dims[0], W = in[0]->dims[1];
    EACH(i, H) EACH(j, W) AT(out[0], i, j) = mean_around(in[0]->data, H, W, i, j);
    return OP_OK;
}

static void mix_in_blur(double *x, size_t H, size_t W, double amount)
{
    double blurred[H * W];
    EACH(i, H) EACH(j, W) blurred[i * W + j] = mean_around(x, H, W, i, j);
    EACH(i, H * W) x[i] = (1 - amount) * x[i] + amount * blurred[i];
}

/* One step on z, whose pixels are q x q pixels of what is shaped like x. */
static op_status descend(const settings *set, const tensor *x, double *z, size_t q, size_t t)
{
    size_t H = x->dims[0], W = x->dims[1], h = H / q, w = W / q;
    size_t down = set->jitter ? set->jitter[2 * t] : 0;
    size_t right = set->jitter ? set->jitter[2 * t + 1] : 0;
    double pixels[H * W], slopes[H * W], d[h * w];
    tensor u = {2, x->dims, pixels}, g = {2, x->dims, slopes};
    EACH(i, H) EACH(j, W)
    {
        double pixel = z[i / q * w + j / q];
        AT(&u, (i + down) % H, (j + right) % W) =
            set->std != 0 ? (pixel - set->mean) / set->std : pixel;
    }
    op_status status = set->f(set->context, &u, &g);
    if (status != OP_OK)
        return status;
    EACH(i, h) EACH(j, w)
    {
        d[i * w + j] = 0;
        EACH(k, q)
        EACH(l, q)
        d[i * w + j] += AT(&g, (i * q + k + down) % H, (j * q + l + right) % W);
        if (set->std != 0)
            d[i * w + j] /= set->std;
    }
    mix_in_blur(d, h, w, set->blur_gradient);
    EACH(i, h * w) d[i] += set->weight_decay * z[i];
    shorten(d, h * w, set->max_norm);
    EACH(i, h * w) z[i] -= set->learning_rate * d[i];
    mix_in_blur(z, h, w, set->blur_image);
    EACH(i, h * w)
    if (set->clamp)
        z[i] = z[i] < 0 ? 0 : z[i] > 1 ? 1 : z[i];
    return OP_OK;
}

/* Leaves in z[H/q,W/q] the image after all steps on the scales from the coarsest, Q, to q. */
static op_status descend_to(const settings *set, const tensor *x, double *z, size_t q, size_t Q)
{
    size_t h = x->dims[0] / q, w = x->dims[1] / q, before = 0;
    op_status status = OP_OK;
    if (q == Q)
        EACH(i, h) EACH(j, w)
        {
            z[i * w + j] = 0;
            EACH(k, q) EACH(l, q) z[i * w + j] += AT(x, i * q + k, j * q + l);
            z[i * w + j] /= (double)(q * q);
        }
    else {
        double coarse[h / 2 * (w / 2)];
        status = descend_to(set, x, coarse, 2 * q, Q);
        EACH(i, h) EACH(j, w) z[i * w + j] = coarse[i / 2 * (w / 2) + j / 2];
        for (size_t scale = Q; scale > q; scale /= 2)
            before += set->steps;
    }
    for (size_t step = 0; status == OP_OK && step < set->steps; step++)
        status = descend(set, x, z, q, before + step);
    return status;
}

FUNCTION(gradient_descent)
{
    size_t Q = 1;
    for (size_t scale = 1; scale < set->scales; scale++)
        Q *= 2;
    if (in[0]->dims[0] % Q != 0 || in[0]->dims[1] % Q != 0)
        return OP_BAD_INPUT;
    return descend_to(set, in[0], out[0]->data, 1, Q);
}

/* Walks down the signature, and leaves the extent of every letter in `extent`, 0 where it is not
 * yet known. k: the operands before this one. */
static int fits(const char *signature, size_t extent[128], const tensor *const in[],
                tensor *const out[], size_t k)
{
    size_t axis = 0;
    const char *at = signature;
    while (*at && *at != '[' && *at != '>')
        at++;
    if (*at == '>')
        return fits(at + 1, extent, (const tensor *const *)out, out, 0);
    if (*at == '\0')
        return 1;
    for (at++; *at != ']'; at++) {
        if (*at == ',')
            continue;
        size_t *known = &extent[(unsigned char)*at];
        if (axis == in[k]->rank)
            return 0;
        if (*known == 0)
            *known = *at <= '9' ? (size_t)(*at - '0') : in[k]->dims[axis];
        if (*known != in[k]->dims[axis++])
            return 0;
    }
    return axis == in[k]->rank && fits(at, extent, in, out, k + 1);
}

#define CHECKED(name, signature, names, formula)                                                   \
    op_status name(const tensor *const in[], const settings *set, tensor *const out[])             \
    {                                                                                              \
        size_t extent[128] = {0};                                                                  \
        return fits(signature, extent, in, out, 0) ? do_##name(in, set, out) : OP_BAD_INPUT;       \
    }
FUNCTIONS(CHECKED)
