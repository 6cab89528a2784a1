/* The functions of functions.h in long double. Jacobians are built from few pieces: a matrix of
 * zeros, a diagonal, a product; scratch is allocated. */
#include "functions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef long double real;

#define FUNCTION(name)                                                                             \
    static op_status do_##name(const tensor *const in[], const settings *set, tensor *const out[])

static void clear(tensor *t)
{
    memset(t->data, 0, element_count(t) * sizeof *t->data);
}

static void put_diagonal(tensor *J, const double *diagonal)
{
    const size_t n = J->dims[0];
    clear(J);
    for (size_t i = 0; i < n; i++)
        J->data[i * (n + 1)] = diagonal[i];
}

/* to = a left + b right */
static void combine(real a, const tensor *left, real b, const tensor *right, tensor *to)
{
    for (size_t i = element_count(to); i-- > 0;)
        to->data[i] = (double)(a * left->data[i] + b * right->data[i]);
}

/* C[n,m] = A[n,k] B[k,m] */
static void multiply(const double *A, const double *B, double *C, size_t n, size_t k, size_t m)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            real sum = 0;
            for (size_t l = 0; l < k; l++)
                sum += (real)A[i * k + l] * B[l * m + j];
            C[i * m + j] = (double)sum;
        }
}

static real logistic(real z)
{
    return (1 + tanhl(z / 2)) / 2;
}

/* logistic'(z), which is even */
static real bell(real z)
{
    const real fall = expl(-fabsl(z));
    return fall / ((1 + fall) * (1 + fall));
}

FUNCTION(jacobian_exp_sin_sqrt)
{
    (void)set;
    const real power = expl(in[0]->data[0]), root = sqrtl((real)in[0]->data[1] + in[0]->data[2]);
    clear(out[0]);
    out[0]->data[0] = (double)(power * sinl(in[0]->data[2]));
    out[0]->data[2] = (double)(power * cosl(in[0]->data[2]));
    out[0]->data[4] = out[0]->data[5] = (double)(1 / (2 * root));
    return OP_OK;
}

FUNCTION(jacobian_elementwise)
{
    double *slopes = malloc(element_count(in[0]) * sizeof *slopes);
    if (!slopes)
        return OP_NO_MEMORY;
    tensor diagonal = {in[0]->rank, in[0]->dims, slopes};
    const op_status status = set->f(set->context, in[0], &diagonal);
    if (status == OP_OK)
        put_diagonal(out[0], slopes);
    free(slopes);
    return status;
}

static op_status write_bells(void *context, const tensor *x, tensor *out)
{
    (void)context;
    for (size_t i = 0; i < element_count(x); i++)
        out->data[i] = (double)bell(x->data[i]);
    return OP_OK;
}

FUNCTION(jacobian_sigmoid)
{
    (void)set;
    return do_jacobian_elementwise(in, &(settings){.f = write_bells}, out);
}

FUNCTION(jacobian_product_by_x)
{
    (void)set;
    memcpy(out[0]->data, in[0]->data, element_count(in[0]) * sizeof(double));
    return OP_OK;
}

FUNCTION(jacobian_product_by_w)
{
    (void)set;
    const size_t m = in[0]->dims[0], n = in[0]->dims[1];
    clear(out[0]);
    for (size_t k = 0; k < m; k++)
        memcpy(out[0]->data + k * (m + 1) * n, in[1]->data, n * sizeof(double));
    return OP_OK;
}

FUNCTION(vector_derivative_product)
{
    (void)set;
    multiply(in[0]->data, in[1]->data, out[0]->data, out[0]->dims[0], 1, out[0]->dims[1]);
    return OP_OK;
}

FUNCTION(jacobian_softmax)
{
    (void)set;
    const size_t n = in[0]->dims[0];
    const double *x = in[0]->data;
    real *S = malloc(n * sizeof *S), most = x[0], sum = 0;
    if (!S)
        return OP_NO_MEMORY;
    for (size_t i = 1; i < n; i++)
        most = fmaxl(most, x[i]);
    for (size_t i = 0; i < n; i++)
        sum += S[i] = expl(x[i] - most);
    for (size_t j = 0; j < n; j++) {
        real others = 0; /* 1 - S_j is their sum: no digits are lost where S_j is near 1 */
        for (size_t k = 0; k < n; k++) {
            others += k == j ? 0 : S[k] / sum;
            out[0]->data[j * n + k] = (double)(-S[j] / sum * (S[k] / sum));
        }
        out[0]->data[j * n + j] = (double)(S[j] / sum * others);
    }
    free(S);
    return OP_OK;
}

FUNCTION(jacobian_sum)
{
    (void)set;
    combine(1, in[0], 1, in[1], out[0]);
    return OP_OK;
}

FUNCTION(jacobian_sum_tied)
{
    (void)set;
    combine(2, in[0], 0, in[0], out[0]);
    return OP_OK;
}

FUNCTION(jacobian_chain)
{
    (void)set;
    multiply(in[1]->data, in[0]->data, out[0]->data, in[1]->dims[0], in[0]->dims[0],
             in[0]->dims[1]);
    return OP_OK;
}

FUNCTION(jacobian_chain_tied)
{
    (void)set;
    const size_t a = in[0]->dims[0];
    multiply(in[0]->data, in[0]->data, out[0]->data, a, a, a);
    return OP_OK;
}

/* By the moments of x and y: dslope = 2 (offset E x + slope E x^2 - E xy). */
FUNCTION(linear_regression_gradients)
{
    (void)set;
    const real N = (real)in[0]->dims[0], slope = in[2]->data[0], offset = in[3]->data[0];
    real x = 0, y = 0, xx = 0, xy = 0;
    for (size_t i = 0; i < in[0]->dims[0]; i++) {
        const real xi = in[0]->data[i], yi = in[1]->data[i];
        x += xi;
        y += yi;
        xx += xi * xi;
        xy += xi * yi;
    }
    out[0]->data[0] = (double)(2 * (offset * x + slope * xx - xy) / N);
    out[1]->data[0] = (double)(2 * (offset * N + slope * x - y) / N);
    return OP_OK;
}

FUNCTION(logistic_regression_gradient)
{
    (void)set;
    const size_t B = in[0]->dims[0], D = in[0]->dims[1];
    real *sums = calloc(D, sizeof *sums);
    if (!sums)
        return OP_NO_MEMORY;
    for (size_t i = 0; i < B; i++)
        for (size_t d = 0; d < D; d++)
            sums[d] += ((real)in[2]->data[i] - in[1]->data[i]) * in[0]->data[i * D + d];
    for (size_t d = 0; d < D; d++)
        out[0]->data[d] = (double)(sums[d] / (real)B);
    free(sums);
    return OP_OK;
}

FUNCTION(numeric_gradient)
{
    const size_t n = element_count(in[0]);
    double *memory = malloc(3 * n * sizeof *memory);
    if (!memory)
        return OP_NO_MEMORY;
    tensor x = {1, in[0]->dims, memory};
    tensor values[2] = {{1, in[0]->dims, memory + n}, {1, in[0]->dims, memory + 2 * n}};
    op_status status = OP_OK;
    for (int side = 0; status == OP_OK && side < 2; side++) {
        for (size_t i = 0; i < n; i++)
            x.data[i] = in[0]->data[i] + (side ? set->h : -set->h);
        status = set->f(set->context, &x, &values[side]);
    }
    if (status == OP_OK)
        combine(1 / (2 * (real)set->h), &values[1], -1 / (2 * (real)set->h), &values[0], out[0]);
    free(memory);
    return status;
}

/* Forward and backward along each hidden unit; the error of y first, since all units share it. */
FUNCTION(network_input_gradient)
{
    (void)set;
    const tensor *W1 = in[0], *W2 = in[2];
    const size_t K = W1->dims[0], N = W1->dims[1], M = W2->dims[0];
    real *z = calloc(K + M + N, sizeof *z), *error = z + K, *dx = z + K + M;
    if (!z)
        return OP_NO_MEMORY;
    for (size_t m = 0; m < M; m++)
        error[m] = (real)in[3]->data[m] - in[5]->data[m];
    for (size_t k = 0; k < K; k++) {
        z[k] = in[1]->data[k];
        for (size_t n = 0; n < N; n++)
            z[k] += (real)W1->data[k * N + n] * in[6]->data[n];
        for (size_t m = 0; m < M; m++)
            error[m] += W2->data[m * K + k] * logistic(z[k]);
    }
    for (size_t k = 0; k < K; k++) {
        real upstream = in[4]->data[k];
        for (size_t m = 0; m < M; m++)
            upstream += error[m] * W2->data[m * K + k];
        for (size_t n = 0; n < N; n++)
            dx[n] += upstream * bell(z[k]) * W1->data[k * N + n];
    }
    for (size_t n = 0; n < N; n++)
        out[0]->data[n] = (double)dx[n];
    free(z);
    return OP_OK;
}

FUNCTION(sgd_step)
{
    const real rate = set->learning_rate, momentum = set->momentum;
    for (size_t i = 0; i < element_count(in[0]); i++) {
        const real w = in[0]->data[i], d = in[1]->data[i] + set->weight_decay * w;
        const real kept = set->step ? momentum * in[2]->data[i] : 0;
        const real v = kept + (set->step ? 1 - (real)set->dampening : 1) * d;
        out[0]->data[i] = (double)(w - rate * (set->nesterov ? momentum * v + d : v));
        out[1]->data[i] = (double)v;
    }
    return OP_OK;
}

/* 1, or what a gradient of n elements is to be multiplied by. */
static real clip_by(const real *g, size_t n, real max_norm)
{
    real squares = 0;
    for (size_t i = 0; i < n; i++)
        squares += g[i] * g[i];
    const real norm = sqrtl(squares);
    return max_norm > 0 && norm > max_norm ? max_norm / norm : 1;
}

FUNCTION(clip_gradient)
{
    const size_t n = element_count(in[0]);
    real *g = calloc(n, sizeof *g);
    if (!g)
        return OP_NO_MEMORY;
    for (size_t i = 0; i < n; i++)
        g[i] = in[0]->data[i];
    const real by = clip_by(g, n, set->max_norm);
    for (size_t i = 0; i < n; i++)
        out[0]->data[i] = (double)(by * g[i]);
    free(g);
    return OP_OK;
}

typedef struct image {
    size_t H, W;
    real *at, *room; /* room: as large, for what is worked out from the whole image */
} image;

/* x = (1 - amount) x + amount blur(x) */
static void soften(image x, real amount)
{
    for (size_t i = 0; i < x.H * x.W; i++) {
        const size_t row = i / x.W, column = i % x.W;
        const size_t top = row > 0 ? row - 1 : 0, left = column > 0 ? column - 1 : 0;
        const size_t bottom = row + 1 < x.H ? row + 1 : row;
        const size_t right = column + 1 < x.W ? column + 1 : column;
        real sum = 0;
        for (size_t r = top; r <= bottom; r++)
            for (size_t c = left; c <= right; c++)
                sum += x.at[r * x.W + c];
        x.room[i] = sum / (real)((bottom - top + 1) * (right - left + 1));
    }
    for (size_t i = 0; i < x.H * x.W; i++)
        x.at[i] += amount * (x.room[i] - x.at[i]);
}

FUNCTION(blur)
{
    (void)set;
    const size_t n = element_count(in[0]);
    real *memory = malloc(2 * n * sizeof *memory);
    if (!memory)
        return OP_NO_MEMORY;
    for (size_t i = 0; i < n; i++)
        memory[i] = in[0]->data[i];
    soften((image){in[0]->dims[0], in[0]->dims[1], memory, memory + n}, 1);
    for (size_t i = 0; i < n; i++)
        out[0]->data[i] = (double)memory[i];
    free(memory);
    return OP_OK;
}

/* d = the energy's gradient by z, both of H/q x W/q pixels. */
static op_status slope_of_energy(const settings *set, const size_t *jitter, image z, size_t q,
                                 real *d, tensor *u, tensor *g)
{
    const size_t H = u->dims[0], W = u->dims[1];
    const size_t up = H - (jitter ? jitter[0] % H : 0), left = W - (jitter ? jitter[1] % W : 0);
    const real std = set->std == 0 ? 1 : set->std, mean = set->std == 0 ? 0 : set->mean;
    for (size_t k = 0; k < H * W; k++) {
        const size_t i = (k / W + up) % H / q, j = (k % W + left) % W / q;
        u->data[k] = (double)((z.at[i * z.W + j] - mean) / std);
    }
    const op_status status = set->f(set->context, u, g);
    memset(d, 0, z.H * z.W * sizeof *d);
    for (size_t k = 0; status == OP_OK && k < H * W; k++) {
        const size_t i = (k / W + up) % H / q, j = (k % W + left) % W / q;
        d[i * z.W + j] += g->data[k] / std;
    }
    return status;
}

static op_status step_down(const settings *set, const size_t *jitter, image z, size_t q, real *d,
                           tensor *u, tensor *g)
{
    const size_t n = z.H * z.W;
    const op_status status = slope_of_energy(set, jitter, z, q, d, u, g);
    soften((image){z.H, z.W, d, z.room}, set->blur_gradient);
    for (size_t i = 0; i < n; i++)
        d[i] += set->weight_decay * z.at[i];
    const real by = clip_by(d, n, set->max_norm);
    for (size_t i = 0; i < n; i++)
        z.at[i] -= set->learning_rate * (by * d[i]);
    soften(z, set->blur_image);
    for (size_t i = 0; set->clamp && i < n; i++)
        z.at[i] = fminl(1, fmaxl(0, z.at[i]));
    return status;
}

/* Twice as fine in place, from the last pixel on, so that none is written before it was read. */
static image doubled(image z)
{
    const image fine = {2 * z.H, 2 * z.W, z.at, z.room};
    for (size_t k = fine.H * fine.W; k-- > 0;)
        fine.at[k] = z.at[k / fine.W / 2 * z.W + k % fine.W / 2];
    return fine;
}

FUNCTION(gradient_descent)
{
    const size_t H = in[0]->dims[0], W = in[0]->dims[1], n = H * W;
    size_t q = (size_t)1 << (set->scales ? set->scales - 1 : 0);
    if (H % q || W % q)
        return OP_BAD_INPUT;
    real *wide = calloc(3 * n, sizeof *wide);
    double *narrow = malloc(2 * n * sizeof *narrow);
    op_status status = wide && narrow ? OP_OK : OP_NO_MEMORY;
    if (status == OP_OK) {
        tensor u = {2, in[0]->dims, narrow}, g = {2, in[0]->dims, narrow + n};
        const size_t *jitter = set->jitter;
        image z = {H / q, W / q, wide, wide + n};
        for (size_t k = 0; k < n; k++)
            z.at[k / W / q * z.W + k % W / q] += in[0]->data[k] / (real)(q * q);
        for (; q > 0; q /= 2) {
            for (size_t s = 0; status == OP_OK && s < set->steps; s++) {
                status = step_down(set, jitter, z, q, wide + 2 * n, &u, &g);
                jitter = jitter ? jitter + 2 : NULL;
            }
            if (q > 1)
                z = doubled(z);
        }
        for (size_t k = 0; status == OP_OK && k < n; k++)
            out[0]->data[k] = (double)wide[k];
    }
    free(narrow);
    free(wide);
    return status;
}

/* Each operand of a signature by its axes, one after the other: "mn", "n", "", ... */
typedef struct shapes {
    char axes[MAX_FUNCTION_INPUTS + MAX_FUNCTION_OUTPUTS][MAX_RANK + 1];
    size_t inputs, count;
} shapes;

static shapes shapes_of(const char *signature)
{
    shapes s = {.count = 0};
    const char *arrow = strstr(signature, "->");
    for (const char *open = strchr(signature, '['); open; open = strchr(open + 1, '[')) {
        char *axes = s.axes[s.count++];
        s.inputs += open < arrow;
        for (const char *c = open + 1; *c != ']'; c++)
            if (*c != ',')
                *axes++ = *c;
    }
    return s;
}

static int is_bad(const char *signature, const tensor *const in[], tensor *const out[])
{
    size_t extents['z' + 1] = {0};
    const shapes s = shapes_of(signature);
    for (size_t digit = 1; digit <= 9; digit++)
        extents['0' + digit] = digit;
    for (size_t k = 0; k < s.count; k++) {
        const tensor *t = k < s.inputs ? in[k] : out[k - s.inputs];
        if (strlen(s.axes[k]) != t->rank)
            return 1;
        for (size_t axis = 0; axis < t->rank; axis++) {
            size_t *extent = &extents[(size_t)s.axes[k][axis]];
            *extent = *extent ? *extent : t->dims[axis];
            if (*extent != t->dims[axis])
                return 1;
        }
    }
    return 0;
}

#define REFUSING(name, signature, names, formula)                                                  \
    op_status name(const tensor *const in[], const settings *set, tensor *const out[])             \
    {                                                                                              \
        return is_bad(signature, in, out) ? OP_BAD_INPUT : do_##name(in, set, out);                \
    }
FUNCTIONS(REFUSING)
