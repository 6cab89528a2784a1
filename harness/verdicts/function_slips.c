/* function_slips.c - the slips of single functions, see function_suspects.h: other formulas in the
 * place of the right one, and other gradients in the place of the one that a descent gets. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "function_suspects.h"
#include "tensor.h"

/* Writes what the slip makes of a case; wrong[] holds the right answer before. */
typedef void slip_formula(const function_case *c, tensor *const wrong[]);

static void sigmoid_of_x(const function_case *c, tensor *const wrong[])
{
    const size_t n = c->in[0]->dims[0];
    for (size_t i = 0; i < n; i++)
        wrong[0]->data[i * n + i] = c->in[0]->data[i] * (1 - c->in[0]->data[i]);
}

static void sigmoid_overflowing(const function_case *c, tensor *const wrong[])
{
    const size_t n = c->in[0]->dims[0];
    for (size_t i = 0; i < n; i++) {
        const double power = exp(-c->in[0]->data[i]);
        wrong[0]->data[i * n + i] = power / ((1 + power) * (1 + power));
    }
}

static void softmax_overflowing(const function_case *c, tensor *const wrong[])
{
    const size_t n = c->in[0]->dims[0];
    const double *x = c->in[0]->data;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += exp(x[i]);
    for (size_t j = 0; j < n; j++)
        for (size_t k = 0; k < n; k++)
            wrong[0]->data[j * n + k] = exp(x[j]) / sum * ((j == k) - exp(x[k]) / sum);
}

static void root_not_halved(const function_case *c, tensor *const wrong[])
{
    (void)c;
    wrong[0]->data[4] *= 2;
    wrong[0]->data[5] *= 2;
}

static void every_row_has_x(const function_case *c, tensor *const wrong[])
{
    const size_t n = c->in[1]->dims[0];
    for (size_t k = 0; k < element_count(wrong[0]); k++)
        wrong[0]->data[k] = c->in[1]->data[k % n];
}

static void squared_elements(const function_case *c, tensor *const wrong[])
{
    for (size_t k = 0; k < element_count(wrong[0]); k++)
        wrong[0]->data[k] = c->in[0]->data[k] * c->in[0]->data[k];
}

static void extra_slope(const function_case *c, tensor *const wrong[])
{
    const tensor *X = c->in[0];
    const size_t B = X->dims[0], D = X->dims[1];
    tensor_fill(wrong[0], 0);
    for (size_t i = 0; i < B; i++) {
        const double y = c->in[1]->data[i], yhat = c->in[2]->data[i];
        for (size_t d = 0; d < D; d++)
            wrong[0]->data[d] += (yhat - y) * yhat * (1 - yhat) * X->data[i * D + d] / (double)B;
    }
}

/* The path through y with the wrong sign: the right gradient less twice that path's, which is what
 * remains for r = 0. */
static void residual_negated(const function_case *c, tensor *const wrong[])
{
    const tensor *in[MAX_FUNCTION_INPUTS];
    tensor *no_r = tensor_new(c->in[4]->rank, c->in[4]->dims), *path = tensor_copy(wrong[0]);
    memcpy(in, c->in, sizeof in);
    in[4] = no_r;
    if (no_r && path && function_solve(c->f->call, c, in, 0, &path) == OP_OK)
        for (size_t k = 0; k < element_count(path); k++)
            wrong[0]->data[k] -= 2 * path->data[k];
    free(no_r);
    free(path);
}

/* dx = W1^T dh, where it should be W1^T (dh h (1 - h)). */
static void slope_forgotten(const function_case *c, tensor *const wrong[])
{
    const tensor *W1 = c->in[0], *W2 = c->in[2];
    const size_t K = W1->dims[0], N = W1->dims[1], M = W2->dims[0];
    tensor *h = tensor_new(1, &K), *dh = tensor_copy(c->in[4]);
    for (size_t k = 0; h && dh && k < K; k++) {
        double z = c->in[1]->data[k];
        for (size_t n = 0; n < N; n++)
            z += W1->data[k * N + n] * c->in[6]->data[n];
        h->data[k] = 1 / (1 + exp(-z));
    }
    for (size_t m = 0; h && dh && m < M; m++) {
        double dy = c->in[3]->data[m] - c->in[5]->data[m];
        for (size_t k = 0; k < K; k++)
            dy += W2->data[m * K + k] * h->data[k];
        for (size_t k = 0; k < K; k++)
            dh->data[k] += W2->data[m * K + k] * dy;
    }
    for (size_t n = 0; h && dh && n < N; n++) {
        wrong[0]->data[n] = 0;
        for (size_t k = 0; k < K; k++)
            wrong[0]->data[n] += W1->data[k * N + n] * dh->data[k];
    }
    free(h);
    free(dh);
}

static void forward_difference(const function_case *c, tensor *const wrong[])
{
    for (size_t k = 0; k < element_count(wrong[0]); k++) {
        const double x = c->in[0]->data[k], h = c->set.h;
        wrong[0]->data[k] =
            (callback_value(c->callback, x + h) - callback_value(c->callback, x)) / h;
    }
}

static void backward_difference(const function_case *c, tensor *const wrong[])
{
    for (size_t k = 0; k < element_count(wrong[0]); k++) {
        const double x = c->in[0]->data[k], h = c->set.h;
        wrong[0]->data[k] =
            (callback_value(c->callback, x) - callback_value(c->callback, x - h)) / h;
    }
}

static double norm_of(const tensor *g)
{
    double sum = 0;
    for (size_t k = 0; k < element_count(g); k++)
        sum += g->data[k] * g->data[k];
    return sqrt(sum);
}

static void lengthened(const function_case *c, tensor *const wrong[])
{
    const double factor = c->set.max_norm > 0 ? c->set.max_norm / norm_of(c->in[0]) : 1;
    for (size_t k = 0; k < element_count(wrong[0]); k++)
        wrong[0]->data[k] = factor * c->in[0]->data[k];
}

static void cut_one_by_one(const function_case *c, tensor *const wrong[])
{
    const double limit = c->set.max_norm > 0 ? c->set.max_norm : INFINITY;
    for (size_t k = 0; k < element_count(wrong[0]); k++)
        wrong[0]->data[k] = fmax(-limit, fmin(limit, c->in[0]->data[k]));
}

static void guarded_norm(const function_case *c, tensor *const wrong[])
{
    const double norm = norm_of(c->in[0]), limit = c->set.max_norm;
    for (size_t k = 0; k < element_count(wrong[0]); k++)
        wrong[0]->data[k] =
            c->in[0]->data[k] * (limit > 0 && norm > limit ? limit / (norm + 1e-6) : 1);
}

static void limit_of_zero(const function_case *c, tensor *const wrong[])
{
    if (c->set.max_norm == 0)
        tensor_fill(wrong[0], 0);
}

/* The sum over the neighbourhood of every pixel, and how many pixels it has: with or without the
 * middle, with or without the corners, around the edges or not. */
static void blur_sum(const tensor *x, tensor *y, bool middle, bool corners, bool wraps,
                     double divisor)
{
    const ptrdiff_t H = (ptrdiff_t)x->dims[0], W = (ptrdiff_t)x->dims[1];
    for (ptrdiff_t i = 0; i < H; i++)
        for (ptrdiff_t j = 0; j < W; j++) {
            double sum = 0, count = 0;
            for (ptrdiff_t k = i - 1; k <= i + 1; k++)
                for (ptrdiff_t l = j - 1; l <= j + 1; l++) {
                    if ((!middle && k == i && l == j) || (!corners && k != i && l != j) ||
                        (!wraps && (k < 0 || k >= H || l < 0 || l >= W)))
                        continue;
                    sum += x->data[(k + H) % H * W + (l + W) % W];
                    count++;
                }
            y->data[i * W + j] = sum / (divisor > 0 ? divisor : count);
        }
}

static void blur_by_nine(const function_case *c, tensor *const wrong[])
{
    blur_sum(c->in[0], wrong[0], true, true, false, 9);
}

static void blur_without_middle(const function_case *c, tensor *const wrong[])
{
    blur_sum(c->in[0], wrong[0], false, true, false, 0);
}

static void blur_without_corners(const function_case *c, tensor *const wrong[])
{
    blur_sum(c->in[0], wrong[0], true, false, false, 0);
}

static void blur_around(const function_case *c, tensor *const wrong[])
{
    blur_sum(c->in[0], wrong[0], true, true, true, 0);
}

/* One element of a step: gets w, g and v, and writes w_new and v_new. */
typedef void step_rule(const settings *s, double w, double g, double v, double *w_new,
                       double *v_new);

static void take_steps(const function_case *c, step_rule *rule, tensor *const wrong[])
{
    for (size_t k = 0; k < element_count(wrong[0]); k++)
        rule(&c->set, c->in[0]->data[k], c->in[1]->data[k], c->in[2]->data[k], &wrong[0]->data[k],
             &wrong[1]->data[k]);
}

static double velocity_of(const settings *s, double d, double v)
{
    return s->step == 0 ? d : s->momentum * v + (1 - s->dampening) * d;
}

static double along(const settings *s, double d, double v_new)
{
    return s->nesterov ? d + s->momentum * v_new : v_new;
}

static void rule_step_in_velocity(const settings *s, double w, double g, double v, double *w_new,
                                  double *v_new)
{
    const double step = s->learning_rate * (g + s->weight_decay * w);
    *v_new = s->step == 0 ? -step : s->momentum * v - step;
    *w_new = w - *v_new;
}

static void rule_decay_without_w(const settings *s, double w, double g, double v, double *w_new,
                                 double *v_new)
{
    const double d = g + s->weight_decay;
    *v_new = velocity_of(s, d, v);
    *w_new = w - s->learning_rate * along(s, d, *v_new);
}

static void rule_decay_with_momentum(const settings *s, double w, double g, double v, double *w_new,
                                     double *v_new)
{
    const double d = g + (s->momentum != 0 ? s->weight_decay * w : 0);
    *v_new = velocity_of(s, d, v);
    *w_new = w - s->learning_rate * along(s, d, *v_new);
}

static void rule_first_dampened(const settings *s, double w, double g, double v, double *w_new,
                                double *v_new)
{
    const double d = g + s->weight_decay * w;
    *v_new = (s->step == 0 ? 0 : s->momentum * v) + (1 - s->dampening) * d;
    *w_new = w - s->learning_rate * along(s, d, *v_new);
}

static void rule_old_velocity(const settings *s, double w, double g, double v, double *w_new,
                              double *v_new)
{
    const double d = g + s->weight_decay * w;
    *v_new = velocity_of(s, d, v);
    *w_new = w - s->learning_rate * along(s, d, s->nesterov ? v : *v_new);
}

static void rule_decoupled(const settings *s, double w, double g, double v, double *w_new,
                           double *v_new)
{
    *v_new = velocity_of(s, g, v);
    *w_new = w - s->learning_rate * (along(s, g, *v_new) + s->weight_decay * w);
}

static void rule_first_velocity_read(const settings *s, double w, double g, double v, double *w_new,
                                     double *v_new)
{
    const double d = g + s->weight_decay * w;
    *v_new = s->momentum * v + (1 - s->dampening) * d;
    *w_new = w - s->learning_rate * along(s, d, *v_new);
}

static const struct {
    const char *function;
    const char *text;
    slip_formula *formula; /* NULL: rule */
    step_rule *rule;
} slips[] = {
    {"jacobian_sigmoid", "x (1 - x) where y (1 - y) belongs: the input taken for the output",
     sigmoid_of_x, NULL},
    {"jacobian_sigmoid", "e^-x / (1 + e^-x)^2 overflows: multiply sigma(x) by sigma(-x)",
     sigmoid_overflowing, NULL},
    {"jacobian_softmax", "e^x overflows: subtract the largest x first", softmax_overflowing, NULL},
    {"jacobian_exp_sin_sqrt", "the derivative of sqrt(u) is 1 / (2 sqrt(u)): 1/2 is missing",
     root_not_halved, NULL},
    {"jacobian_product_by_w", "x_j in every row, where it belongs where i = k only",
     every_row_has_x, NULL},
    {"jacobian_chain_tied", "the square of every element, not the matrix product W W",
     squared_elements, NULL},
    {"logistic_regression_gradient", "times yhat (1 - yhat), which has cancelled already",
     extra_slope, NULL},
    {"network_input_gradient", "s - y where y - s belongs", residual_negated, NULL},
    {"network_input_gradient", "the slope of sigma, h (1 - h), is missing", slope_forgotten, NULL},
    {"numeric_gradient", "a one-sided difference, (f(x + h) - f(x)) / h", forward_difference, NULL},
    {"numeric_gradient", "a one-sided difference, (f(x) - f(x - h)) / h", backward_difference,
     NULL},
    {"clip_gradient", "short gradients are made longer: only longer ones are to change", lengthened,
     NULL},
    {"clip_gradient", "every element is cut by itself, which turns the gradient", cut_one_by_one,
     NULL},
    {"clip_gradient", "divided by norm + 1e-6 instead of the norm", guarded_norm, NULL},
    {"clip_gradient", "max_norm 0 is taken for a limit of 0, but means none", limit_of_zero, NULL},
    {"blur", "divided by 9 at the edges, too, where fewer pixels count", blur_by_nine, NULL},
    {"blur", "the pixel itself is left out", blur_without_middle, NULL},
    {"blur", "the four pixels across the corners are left out", blur_without_corners, NULL},
    {"blur", "the edges take their neighbours from the opposite edges", blur_around, NULL},
    {"sgd_step", "v holds the step with its sign, and is subtracted: the sign is wrong", NULL,
     rule_step_in_velocity},
    {"sgd_step", "weight_decay is added without w", NULL, rule_decay_without_w},
    {"sgd_step", "no weight decay where momentum is 0", NULL, rule_decay_with_momentum},
    {"sgd_step", "the first step is dampened, too", NULL, rule_first_dampened},
    {"sgd_step", "nesterov looks ahead by momentum v, not by momentum v_new", NULL,
     rule_old_velocity},
    {"sgd_step", "weight decay bypasses the velocity (as in AdamW)", NULL, rule_decoupled},
    {"sgd_step", "v is read at step 0, where it means nothing", NULL, rule_first_velocity_read},
};
enum { SLIPS = sizeof slips / sizeof *slips };

static bool predict_slip(const planned_function_case *c, size_t variant, tensor *const wrong[],
                         char *detail, size_t size)
{
    if (strcmp(slips[variant].function, c->test->f->name) != 0)
        return false;
    snprintf(detail, size, "%s", slips[variant].text);
    if (slips[variant].formula)
        slips[variant].formula(c->test, wrong);
    else
        take_steps(c->test, slips[variant].rule, wrong);
    return true;
}

/* A descent that gets another gradient than f's. */
typedef struct bent_gradient {
    const function_case *c;
    double divided_by; /* the gradient is, */
    bool block_mean;   /* and by the size of the scale's blocks, */
    size_t rolled;     /* and it is rolled on so many times by the jitter of its step */
    size_t t;
} bent_gradient;

static void roll(tensor *g, size_t down, size_t right)
{
    const size_t H = g->dims[0], W = g->dims[1];
    tensor *copy = tensor_copy(g);
    for (size_t i = 0; copy && i < H; i++)
        for (size_t j = 0; j < W; j++)
            g->data[(i + down) % H * W + (j + right) % W] = copy->data[i * W + j];
    free(copy);
}

static op_status bend(void *context, const tensor *x, tensor *out)
{
    bent_gradient *b = context;
    const settings *set = &b->c->set;
    const op_status status = callback_run(b->c->callback, x, out);
    const size_t scales = set->scales ? set->scales : 1, scale = b->t / set->steps;
    const size_t q = (size_t)1 << (scale < scales ? scales - 1 - scale : 0);
    const double divisor = b->divided_by * (b->block_mean ? (double)(q * q) : 1);
    for (size_t k = 0; k < element_count(out); k++)
        out->data[k] /= divisor;
    for (size_t n = 0; set->jitter && n < b->rolled; n++)
        roll(out, set->jitter[2 * b->t], set->jitter[2 * b->t + 1]);
    b->t++;
    return status;
}

/* Jitter that begins anew on every scale; NULL without memory. */
static size_t *restarted_jitter(const settings *set)
{
    const size_t steps = settings_steps(set);
    size_t *jitter = calloc(2 * steps + 1, sizeof *jitter);
    for (size_t i = 0; jitter && i < 2 * steps; i++)
        jitter[i] = set->jitter[i % (2 * set->steps)];
    return jitter;
}

static bool predict_descent(const planned_function_case *c, size_t variant, tensor *const wrong[],
                            char *detail, size_t size)
{
    static const char *const text[] = {
        "the gradient is not divided by std: the chain rule",
        "the mean of the gradient over a block, not the sum", "the gradient is not rolled back",
        "the gradient is rolled on instead of back", "jitter starts over with every scale"};
    const function_case *test = c->test;
    if (!test->callback || !callback_is_energy(test->callback) || test->set.steps == 0)
        return false;
    bent_gradient b = {.c = test, .divided_by = 1, .block_mean = variant == 1};
    if (variant == 0 && test->set.std != 0)
        b.divided_by = 1 / test->set.std;
    b.rolled = variant == 2 ? 1 : variant == 3 ? 2 : 0;
    function_case bent = *test;
    size_t *jitter = NULL;
    bent.set.f = bend;
    bent.set.context = &b;
    if (variant == 4 && test->set.jitter)
        bent.set.jitter = jitter = restarted_jitter(&test->set);
    snprintf(detail, size, "%s", text[variant]);
    const bool solved =
        function_solve(test->f->call, &bent, (const tensor *const *)test->in, 0, wrong) == OP_OK;
    free(jitter);
    return solved;
}

static const function_suspect slip_suspects[] = {
    {"%s", SLIPS, predict_slip},
    {"%s", 5, predict_descent},
};

size_t function_slip_count(void)
{
    return sizeof slip_suspects / sizeof *slip_suspects;
}

const function_suspect *function_slip_at(size_t i)
{
    return &slip_suspects[i];
}
