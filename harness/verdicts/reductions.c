#include "reductions.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tensor.h"

/* How far a formula may be off, relative to its value. */
#define CLOSE 1e-9

static double first(double a, double b)
{
    (void)b;
    return a;
}
static double second(double a, double b)
{
    (void)a;
    return b;
}
static double product(double a, double b)
{
    return a * b;
}
static double sum(double a, double b)
{
    return a + b;
}
static double difference(double a, double b)
{
    return a - b;
}
static double distance(double a, double b)
{
    return fabs(a - b);
}
static double square_of_difference(double a, double b)
{
    return (a - b) * (a - b);
}
static double difference_of_squares(double a, double b)
{
    return a * a - b * b;
}
static double square(double a, double b)
{
    (void)b;
    return a * a;
}
static double square_of_second(double a, double b)
{
    (void)a;
    return b * b;
}
static double absolute(double a, double b)
{
    (void)b;
    return fabs(a);
}
static double exponential(double a, double b)
{
    (void)b;
    return exp(a);
}
static double logarithm(double a, double b)
{
    (void)b;
    return log(a);
}
static double self_entropy(double a, double b)
{
    (void)b;
    return a * log(a);
}
static double weighted_logarithm(double a, double b)
{
    return b * log(a);
}
static double logarithm_of_second(double a, double b)
{
    return a * log(b);
}
static double rest_logarithm(double a, double b)
{
    return (1 - a) * log(1 - b);
}

/* What is added up; $a and $b are the inputs' names. */
static const struct {
    const char *text;
    double (*of)(double a, double b);
    bool needs_both;
} summands[] = {
    {"$a", first, false},
    {"$b", second, true},
    {"$a $b", product, true},
    {"$a + $b", sum, true},
    {"$a - $b", difference, true},
    {"|$a - $b|", distance, true},
    {"($a - $b)^2", square_of_difference, true},
    {"$a^2 - $b^2", difference_of_squares, true},
    {"$a^2", square, false},
    {"$b^2", square_of_second, true},
    {"|$a|", absolute, false},
    {"e^$a", exponential, false},
    {"ln $a", logarithm, false},
    {"$a ln $a", self_entropy, false},
    {"$b ln $a", weighted_logarithm, true},
    {"$a ln $b", logarithm_of_second, true},
    {"(1 - $a) ln(1 - $b)", rest_logarithm, true},
};

/* Of all summands of one output element. */
typedef struct summary {
    double sum, product, largest, smallest, first, last, count;
} summary;

static double by_sum(const summary *s)
{
    return s->sum;
}
static double by_mean(const summary *s)
{
    return s->sum / s->count;
}
static double by_one_less(const summary *s)
{
    return s->sum / (s->count - 1);
}
static double by_root(const summary *s)
{
    return sqrt(s->sum);
}
static double by_root_mean(const summary *s)
{
    return sqrt(s->sum / s->count);
}
static double by_square(const summary *s)
{
    return s->sum * s->sum;
}
static double by_square_of_mean(const summary *s)
{
    return s->sum * s->sum / s->count;
}
static double by_product(const summary *s)
{
    return s->product;
}
static double by_largest(const summary *s)
{
    return s->largest;
}
static double by_smallest(const summary *s)
{
    return s->smallest;
}
static double by_first(const summary *s)
{
    return s->first;
}
static double by_last(const summary *s)
{
    return s->last;
}
static double by_all_but_last(const summary *s)
{
    return s->sum - s->last;
}
static double by_all_but_first(const summary *s)
{
    return s->sum - s->first;
}
static double by_logarithm(const summary *s)
{
    return log(s->sum);
}

static const struct {
    const char *text;
    double (*of)(const summary *s);
} manners[] = {
    {"the sum of %s", by_sum},
    {"the mean of %s", by_mean},
    {"the sum of %s over one less than there are", by_one_less},
    {"the square root of the sum of %s", by_root},
    {"the square root of the mean of %s", by_root_mean},
    {"the square of the sum of %s", by_square},
    {"the square of the sum of %s, divided by their number", by_square_of_mean},
    {"the product of all %s", by_product},
    {"the largest %s", by_largest},
    {"the smallest %s", by_smallest},
    {"the first %s", by_first},
    {"the last %s", by_last},
    {"the sum of %s without the last", by_all_but_last},
    {"the sum of %s without the first", by_all_but_first},
    {"the logarithm of the sum of %s", by_logarithm},
};

static const struct {
    double value;
    const char *text;
} constants[] = {{1, ""}, {0.5, "1/2 "}, {2, "2 "}, {-1, "minus "}, {-0.5, "-1/2 "}, {-2, "-2 "}};

/* The elements of the first input that belong to element k of the output: where they start, how far
 * they are apart, how many there are. */
typedef struct slice {
    size_t start, stride, count;
} slice;

static bool slice_of(slice *s, const test_case *c, size_t k)
{
    const tensor *x = c->in[0];
    const size_t all = element_count(x), outputs = element_count(c->dout);
    if (op_reads(c->op, "axis") && c->attr.axis != ALL_AXES) {
        const size_t axis = (size_t)c->attr.axis;
        size_t after = 1;
        for (size_t i = axis + 1; i < x->rank; i++)
            after *= x->dims[i];
        *s = (slice){k / after * x->dims[axis] * after + k % after, after, x->dims[axis]};
        return outputs * x->dims[axis] == all;
    }
    *s = (slice){k * (all / outputs), 1, all / outputs};
    return outputs == 1 || (x->rank == 2 && outputs == x->dims[0]);
}

static summary summarise(const test_case *c, const slice *s, double (*of)(double a, double b))
{
    summary r = {
        .product = 1, .largest = -INFINITY, .smallest = INFINITY, .count = (double)s->count};
    const bool pair = c->op->input_count > 1 && same_shape(c->in[0], c->in[1]);
    for (size_t i = 0; i < s->count; i++) {
        const size_t at = s->start + i * s->stride;
        const double e = of(c->in[0]->data[at], pair ? c->in[1]->data[at] : NAN);
        r.sum += e;
        r.product *= e;
        r.largest = fmax(r.largest, e);
        r.smallest = fmin(r.smallest, e);
        r.first = i ? r.first : e;
        r.last = e;
    }
    return r;
}

/* A candidate: numbers of the tables above. */
typedef struct candidate {
    size_t summand, manner, constant;
} candidate;

static bool gives(const investigation *v, const candidate *n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < v->planned->case_count; i++) {
        const test_case *c = v->planned->cases[i].test;
        const tensor *got = investigation_answer(v, i), *tolerance;
        for (size_t k = 0; got && k < element_count(got); k++) {
            slice s;
            if (!slice_of(&s, c, k))
                return false;
            const summary r = summarise(c, &s, summands[n->summand].of);
            const double value = constants[n->constant].value * manners[n->manner].of(&r);
            tolerance = investigation_expected(v, i)->tolerance;
            const bool same = got->data[k] == value ||
                              (isfinite(value) && fabs(got->data[k] - value) <=
                                                      CLOSE * fabs(value) + tolerance->data[k]);
            if (!same)
                return false;
            wrong += investigation_by_numbers(v->kinds[i]);
        }
    }
    return wrong >= 4;
}

static void put_summand(char *text, size_t size, const char *summand, const op *o)
{
    size_t used = 0;
    text[0] = '\0';
    for (const char *s = summand; *s && used + 1 < size; s++) {
        if (*s == '$') {
            s++;
            used +=
                (size_t)snprintf(text + used, size - used, "%s", o->input[*s == 'a' ? 0 : 1].name);
        } else {
            text[used++] = *s;
            text[used] = '\0';
        }
    }
}

static void phrase(mistake *m, const investigation *v, const candidate *n)
{
    const op *o = v->planned->task->op;
    char answer[40], what[80];
    const char *manner = manners[n->manner].text, *hole = strstr(manner, "%s");
    investigation_answer_name(v, answer, sizeof answer);
    put_summand(what, sizeof what, summands[n->summand].text, o);
    snprintf(m->text, sizeof m->text, "%s is %s%.*s%s%s", answer, constants[n->constant].text,
             hole ? (int)(hole - manner) : 0, manner, what, hole ? hole + 2 : "");
    snprintf(m->hint, sizeof m->hint, "compare it with %s", o->formula);
    m->found = true;
}

bool reduction_mistake(mistake *m, const investigation *v)
{
    const op *o = v->planned->task->op;
    candidate n;
    m->found = false;
    if (v->direction != FORWARD)
        return false;
    for (n.summand = 0; n.summand < sizeof summands / sizeof *summands; n.summand++)
        for (n.manner = 0; n.manner < sizeof manners / sizeof *manners; n.manner++)
            for (n.constant = 0; n.constant < sizeof constants / sizeof *constants; n.constant++)
                if ((!summands[n.summand].needs_both || o->input_count > 1) && gives(v, &n)) {
                    phrase(m, v, &n);
                    return true;
                }
    return false;
}
