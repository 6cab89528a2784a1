/* Functions of two numbers: broadcast, element by element, or summed up to one loss. Each is a row
 * of one table: its value and both slopes at once, in long double. Broadcasting goes down the axes
 * by recursion. */
#include <math.h>
#include <stdlib.h>

#include "../signatures.h"

typedef long double real;

/* A function's value, and its derivatives by the first and the second number. */
typedef struct jet {
    real value, by[2];
} jet;

static real sign(real s)
{
    return (real)(s > 0) - (real)(s < 0);
}

static real log_cosh(real s)
{
    return fabsl(s) + log1pl(expl(-2 * fabsl(s))) - logl(2);
}

#define PAIRS(PAIR)                                                                                \
    PAIR(add, a + b, 1, 1)                                                                         \
    PAIR(sub, a - b, 1, -1)                                                                        \
    PAIR(mul, a *b, b, a)                                                                          \
    PAIR(div, a / b, 1 / b, -a / (b * b))                                                          \
    PAIR(l2_loss, (a - b) * (a - b), 2 * (a - b), -2 * (a - b))                                    \
    PAIR(perceptron_loss, fabsl(a) - b * a, sign(a) - b, -a)                                       \
    PAIR(lms_loss, (b - a) * (b - a) / 2, a - b, b - a)                                            \
    PAIR(logistic_tanh_loss, log_cosh(a) - b * a, tanhl(a) - b, -a)

/* What is summed up over all elements, and what the sum is divided by. */
#define SUMS(SUM)                                                                                  \
    SUM(dot, a *b, b, a, 1)                                                                        \
    SUM(half_squared_error, (a - b) * (a - b), 2 * (a - b), 2 * (b - a), 2)                        \
    SUM(squared_distance, (b - a) * (b - a), 2 * (a - b), 2 * (b - a), 1)                          \
    SUM(mse_loss, (b - a) * (b - a), 2 * (a - b), 2 * (b - a), element_count(in[0]))               \
    SUM(bce_loss, -(a * logl(b) + (1 - a) * log1pl(-b)), log1pl(-b) - logl(b),                     \
        (b - a) / (b * (1 - b)), element_count(in[0]))

typedef jet pair_rule(real a, real b);

#define RULE(op, result, by_a, by_b)                                                               \
    static jet jet_of_##op(real a, real b)                                                         \
    {                                                                                              \
        return (jet){result, {by_a, by_b}};                                                        \
    }
#define SUM_RULE(op, result, by_a, by_b, divisor) RULE(op, result, by_a, by_b)
PAIRS(RULE)
SUMS(SUM_RULE)

/* Where the walk over the output is: the axes from `axis` on are still to be walked. */
typedef struct walk {
    const tensor *const *in;
    const tensor *out;
    size_t axis, at, at_in[2];
} walk;

typedef void visit(void *context, const walk *w);

/* The step of an input along an axis of the output; 0 where it is broadcast. */
static size_t step_along(const tensor *t, const tensor *out, size_t axis)
{
    const size_t missing = out->rank - t->rank;
    if (axis < missing || t->dims[axis - missing] == 1)
        return 0;
    size_t step = 1;
    for (size_t k = axis - missing + 1; k < t->rank; k++)
        step *= t->dims[k];
    return step;
}

/* Calls f for every element of the output. */
static void walk_on(walk w, visit *f, void *context)
{
    if (w.axis == w.out->rank) {
        f(context, &w);
        return;
    }
    const size_t axis = w.axis++, extent = w.out->dims[axis], before = w.at * extent;
    const size_t steps[2] = {step_along(w.in[0], w.out, axis), step_along(w.in[1], w.out, axis)};
    for (size_t i = 0; i < extent; i++) {
        w.at = before + i;
        walk_on(w, f, context);
        for (size_t k = 0; k < 2; k++)
            w.at_in[k] += steps[k];
    }
}

typedef struct task {
    pair_rule *rule;
    const tensor *const *tangent;
    const double *upstream;
    double *to;
    real *sums[2];
} task;

static jet jet_at(const task *t, const walk *w)
{
    return t->rule(w->in[0]->data[w->at_in[0]], w->in[1]->data[w->at_in[1]]);
}

static void write_value(void *context, const walk *w)
{
    const task *t = context;
    t->to[w->at] = (double)jet_at(t, w).value;
}

static void add_gradients(void *context, const walk *w)
{
    const task *t = context;
    const jet j = jet_at(t, w);
    for (size_t k = 0; k < 2; k++)
        if (t->sums[k])
            t->sums[k][w->at_in[k]] += t->upstream[w->at] * j.by[k];
}

static real tangent_at(const task *t, const walk *w)
{
    const jet j = jet_at(t, w);
    real moved = 0;
    for (size_t k = 0; k < 2; k++)
        if (t->tangent[k])
            moved += j.by[k] * t->tangent[k]->data[w->at_in[k]];
    return moved;
}

static void write_tangent(void *context, const walk *w)
{
    const task *t = context;
    t->to[w->at] = (double)tangent_at(t, w);
}

static op_status pull_back(pair_rule *rule, const tensor *const in[], const tensor *dout,
                           tensor *const din[])
{
    task t = {.rule = rule, .upstream = dout->data};
    op_status status = OP_OK;
    for (size_t k = 0; k < 2; k++)
        if (din[k]) {
            t.sums[k] = calloc(element_count(din[k]), sizeof *t.sums[k]);
            if (!t.sums[k])
                status = OP_NO_MEMORY;
        }
    if (status == OP_OK)
        walk_on((walk){.in = in, .out = dout}, add_gradients, &t);
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; status == OP_OK && t.sums[k] && i < element_count(din[k]); i++)
            din[k]->data[i] = (double)(din[k]->data[i] + t.sums[k][i]);
        free(t.sums[k]);
    }
    return status;
}

#define DEFINE(op, result, by_a, by_b)                                                             \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        (void)attr;                                                                                \
        walk_on((walk){.in = in, .out = out}, write_value,                                         \
                &(task){.rule = jet_of_##op, .to = out->data});                                    \
        return OP_OK;                                                                              \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        return pull_back(jet_of_##op, in, dout, din);                                              \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)attr;                                                                                \
        walk_on((walk){.in = in, .out = out}, write_tangent,                                       \
                &(task){.rule = jet_of_##op, .tangent = tangent, .to = out_tangent->data});        \
        return OP_OK;                                                                              \
    }
PAIRS(DEFINE)

static double sum_values(pair_rule *rule, const tensor *const in[], real divisor)
{
    real total = 0;
    for (size_t i = 0; i < element_count(in[0]); i++)
        total += rule(in[0]->data[i], in[1]->data[i]).value;
    return (double)(total / divisor);
}

static void add_slopes(pair_rule *rule, const tensor *const in[], real share, tensor *const din[])
{
    for (size_t i = 0; i < element_count(in[0]); i++) {
        const jet j = rule(in[0]->data[i], in[1]->data[i]);
        for (size_t k = 0; k < 2; k++)
            if (din[k])
                din[k]->data[i] = (double)(din[k]->data[i] + share * j.by[k]);
    }
}

static double sum_tangents(pair_rule *rule, const tensor *const in[], real divisor,
                           const tensor *const tangent[])
{
    const task t = {.rule = rule, .tangent = tangent};
    real total = 0;
    for (size_t i = 0; i < element_count(in[0]); i++)
        total += tangent_at(&t, &(walk){.in = in, .at_in = {i, i}});
    return (double)(total / divisor);
}

#define DEFINE_SUM(op, result, by_a, by_b, divisor)                                                \
    FORWARD(op)                                                                                    \
    {                                                                                              \
        (void)attr;                                                                                \
        out->data[0] = sum_values(jet_of_##op, in, divisor);                                       \
        return OP_OK;                                                                              \
    }                                                                                              \
    BACKWARD(op)                                                                                   \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        add_slopes(jet_of_##op, in, dout->data[0] / (real)(divisor), din);                         \
        return OP_OK;                                                                              \
    }                                                                                              \
    JVP(op)                                                                                        \
    {                                                                                              \
        (void)attr, (void)out;                                                                     \
        out_tangent->data[0] = sum_tangents(jet_of_##op, in, divisor, tangent);                    \
        return OP_OK;                                                                              \
    }
SUMS(DEFINE_SUM)
