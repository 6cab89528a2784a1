#include "callbacks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

#include "tensor.h"

enum { CLASSES = 3, HIDDEN = 5, ENERGY_CLASS = 1 };

typedef double scalar_function(double x);

/* An energy; writes its gradient, too, unless gradient is NULL. */
typedef double energy_function(const course_callback *c, const tensor *x, double *gradient);

typedef struct callback_kind {
    const char *name;
    scalar_function *value, *slope; /* NULL for an energy */
    energy_function *energy;        /* NULL for what works element by element */
} callback_kind;

struct course_callback {
    const callback_kind *kind;
    bool slope;
    tensor *like;
    size_t fails_at;
    size_t calls;
    double noise;
    double *weight; /* of an energy */
    tensor *moved;  /* x with noise */
};

static double cube(double x)
{
    return x * x * x;
}

static double cube_slope(double x)
{
    return 3 * x * x;
}

static double square(double x)
{
    return x * x;
}

static double square_slope(double x)
{
    return 2 * x;
}

static double tanh_slope(double x)
{
    return 1 / (cosh(x) * cosh(x));
}

static double sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

static double sigmoid_slope(double x)
{
    return sigmoid(x) * sigmoid(-x);
}

/* ln(1 + e^x), for any x */
static double softplus(double x)
{
    return fmax(x, 0) + log1p(exp(-fabs(x)));
}

/* A two-layer classifier: h = softplus(W1 x + b1), logits = W2 h, and E = -logit of one class. The
 * weights are, one after the other, W1[HIDDEN,n] b1[HIDDEN] W2[CLASSES,HIDDEN]. */
static double classifier(const course_callback *c, const tensor *x, double *gradient)
{
    const size_t n = element_count(x);
    const double *W1 = c->weight, *b1 = W1 + HIDDEN * n;
    const double *logit = b1 + HIDDEN + ENERGY_CLASS * HIDDEN;
    double energy = 0;
    for (size_t i = 0; gradient && i < n; i++)
        gradient[i] = 0;
    for (size_t k = 0; k < HIDDEN; k++) {
        double z = b1[k];
        for (size_t i = 0; i < n; i++)
            z += W1[k * n + i] * x->data[i];
        energy -= logit[k] * softplus(z);
        for (size_t i = 0; gradient && i < n; i++)
            gradient[i] -= logit[k] * sigmoid(z) * W1[k * n + i];
    }
    return energy;
}

/* E = sum_i ln cosh(x_i + x_{i+1} / 2) + w_i x_i, with the first pixel behind the last: every pixel
 * matters to the next. */
static double ripples(const course_callback *c, const tensor *x, double *gradient)
{
    const size_t n = element_count(x);
    double energy = 0;
    for (size_t i = 0; gradient && i < n; i++)
        gradient[i] = c->weight[i];
    for (size_t i = 0; i < n; i++) {
        const size_t next = (i + 1) % n;
        const double sum = x->data[i] + x->data[next] / 2;
        energy += log(cosh(sum)) + c->weight[i] * x->data[i];
        if (gradient) {
            gradient[i] += tanh(sum);
            gradient[next] += tanh(sum) / 2;
        }
    }
    return energy;
}

/* E = 1/2 sum_i (1 + i) x_i^2, pixels counted row by row: its numbers can be worked out by hand. */
static double bowl(const course_callback *c, const tensor *x, double *gradient)
{
    (void)c;
    double energy = 0;
    for (size_t i = 0, n = element_count(x); i < n; i++) {
        energy += 0.5 * (double)(i + 1) * x->data[i] * x->data[i];
        if (gradient)
            gradient[i] = (double)(i + 1) * x->data[i];
    }
    return energy;
}

static const callback_kind kinds[] = {
    {"sin", sin, cos, NULL},
    {"exp", exp, exp, NULL},
    {"tanh", tanh, tanh_slope, NULL},
    {"cube", cube, cube_slope, NULL},
    {"square", square, square_slope, NULL},
    {"sigmoid", sigmoid, sigmoid_slope, NULL},
    {"classifier", NULL, NULL, classifier},
    {"ripples", NULL, NULL, ripples},
    {"bowl", NULL, NULL, bowl},
};

static const callback_kind *find_kind(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

/* As many weights as the largest energy takes, in [-1, 1]. */
static double *new_weights(const tensor *like)
{
    const size_t n = element_count(like), count = HIDDEN * n + HIDDEN + CLASSES * HIDDEN;
    double *weight = malloc(count * sizeof *weight);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
    if (weight && random) {
        gsl_rng_set(random, 20230601);
        for (size_t i = 0; i < count; i++)
            weight[i] = 2 * gsl_rng_uniform(random) - 1;
    }
    if (!random) {
        free(weight);
        return NULL;
    }
    gsl_rng_free(random);
    return weight;
}

bool callback_open(course_callback **out, const char *name, bool slope, const tensor *like,
                   size_t fails_at, error *e)
{
    const callback_kind *kind = find_kind(name);
    if (!kind)
        return fail(e, "no callback '%s'; expected one of harness/cases/callbacks.h", name);
    course_callback *c = calloc(1, sizeof *c);
    if (c) {
        c->kind = kind;
        c->slope = slope;
        c->fails_at = fails_at;
        c->like = tensor_copy(like);
        c->moved = tensor_copy(like);
        c->weight = new_weights(like);
    }
    if (!c || !c->like || !c->moved || !c->weight) {
        callback_close(c);
        return fail(e, "no memory");
    }
    *out = c;
    return true;
}

void callback_close(course_callback *c)
{
    if (!c)
        return;
    free(c->like);
    free(c->moved);
    free(c->weight);
    free(c);
}

void callback_restart(course_callback *c, double noise)
{
    c->calls = 0;
    c->noise = noise;
}

/* value (1 +- noise), by signs that look like chance and are the same on every run */
static double disturb(const course_callback *c, double value, size_t element)
{
    const unsigned bits = (unsigned)(element + 1) * 2654435761u ^ (unsigned)c->calls * 40503u << 8;
    return value * ((bits * 2246822519u >> 31) ? 1 + c->noise : 1 - c->noise);
}

op_status callback_run(void *context, const tensor *x, tensor *out)
{
    course_callback *c = context;
    if (!same_shape(x, c->like) || !same_shape(out, c->like))
        return OP_BAD_INPUT;
    c->calls++;
    if (c->fails_at && c->calls >= c->fails_at)
        return OP_BAD_INPUT;
    const size_t count = element_count(x);
    for (size_t i = 0; i < count; i++)
        c->moved->data[i] = disturb(c, x->data[i], i);
    if (c->kind->energy)
        c->kind->energy(c, c->moved, out->data);
    scalar_function *apply = c->slope ? c->kind->slope : c->kind->value;
    for (size_t i = 0; i < count; i++)
        out->data[i] =
            disturb(c, c->kind->energy ? out->data[i] : apply(c->moved->data[i]), count + i);
    return OP_OK;
}

double callback_value(const course_callback *c, double x)
{
    return c->kind->value(x);
}

double callback_slope(const course_callback *c, double x)
{
    return c->kind->slope(x);
}

bool callback_is_energy(const course_callback *c)
{
    return c->kind->energy != NULL;
}

double callback_energy(const course_callback *c, const tensor *x)
{
    return c->kind->energy(c, x, NULL);
}

const char *callback_name(const course_callback *c)
{
    return c->kind->name;
}
