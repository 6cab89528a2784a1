#include "samples.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tensor.h"

/* The element of t that goes with element k of the answer: t broadcast to its shape as NumPy does,
 * or, where t has an element for each row, that of the row. NaN where neither fits. */
static double beside(const tensor *t, const tensor *answer, size_t k, bool by_row)
{
    const size_t rows = answer->rank ? answer->dims[0] : 1;
    if (by_row && t->rank == 1 && answer->rank == 2 && t->dims[0] == rows)
        return t->data[k / answer->dims[1]];
    size_t at = 0, stride = 1;
    if (element_count(t) == element_count(answer))
        return t->data[k];
    for (size_t axis = 0; axis < answer->rank || axis < t->rank; axis++) {
        const size_t wide = axis < answer->rank ? answer->dims[answer->rank - 1 - axis] : 1;
        const size_t own = axis < t->rank ? t->dims[t->rank - 1 - axis] : 1;
        if (own != 1 && own != wide)
            return NAN;
        at += own == 1 ? 0 : k % wide * stride;
        stride *= own;
        k /= wide;
    }
    return t->data[at];
}

/* What is known of one case. */
typedef struct scene {
    const investigation *v;
    const test_case *c;
    const tensor *out, *answer;
    size_t element;
} scene;

typedef double measure(const scene *s, size_t which);

static double input_element(const scene *s, size_t which)
{
    return beside(s->c->in[which], s->answer, s->element, false);
}

static double output_element(const scene *s, size_t which)
{
    (void)which;
    return beside(s->out, s->answer, s->element, true);
}

static double upstream_element(const scene *s)
{
    if (s->v->direction == FORWARD)
        return 1;
    const tensor *t = s->v->direction == BACKWARD ? s->c->dout : s->c->tangent[0];
    return t ? beside(t, s->answer, s->element, true) : NAN;
}

static double attribute(const scene *s, size_t which)
{
    const double values[] = {s->c->attr.k, s->c->attr.c, s->c->attr.slope};
    return values[which];
}

static double extent(const scene *s, size_t which)
{
    const tensor *t = s->c->in[s->v->input];
    const double sizes[] = {t->rank ? (double)t->dims[0] : 1,
                            t->rank ? (double)t->dims[t->rank - 1] : 1, (double)element_count(t)};
    return sizes[which];
}

/* How many elements of the output an element of the answer has, or the axis entries. */
static double copies(const scene *s, size_t which)
{
    const test_case *c = s->c;
    if (which == 1)
        return c->attr.axis == ALL_AXES                ? (double)element_count(c->in[0])
               : (size_t)c->attr.axis < c->in[0]->rank ? (double)c->in[0]->dims[c->attr.axis]
                                                       : NAN;
    return (double)element_count(c->dout) / (double)element_count(s->answer);
}

static double at_index(const scene *s, size_t which)
{
    (void)which;
    if (s->answer->rank != 2 || s->c->attr.index_count != s->answer->dims[0])
        return NAN;
    const size_t columns = s->answer->dims[1];
    return s->element % columns == s->c->attr.index[s->element / columns];
}

/* Sums over the row that the element is in. */
typedef enum row_sum { OF_INPUT, OF_UPSTREAM, OF_PRODUCT, OF_INPUT_PRODUCT, OF_EXP } row_sum;

static double sum_of_row(const scene *s, size_t which)
{
    const tensor *x = s->c->in[s->v->input];
    if (s->answer->rank != 2 || x->rank != 2 || element_count(x) != element_count(s->answer))
        return NAN;
    const size_t columns = x->dims[1], first = s->element / columns * columns;
    const bool needs_output = which == OF_PRODUCT || which == OF_UPSTREAM;
    if ((needs_output || which == OF_INPUT_PRODUCT) &&
        (s->v->direction != BACKWARD || element_count(s->c->dout) != element_count(x)))
        return NAN;
    double sum = 0;
    for (size_t k = first; k < first + columns; k++) {
        const double g = needs_output || which == OF_INPUT_PRODUCT ? s->c->dout->data[k] : 1;
        sum += which == OF_INPUT           ? x->data[k]
               : which == OF_UPSTREAM      ? g
               : which == OF_PRODUCT       ? g * s->out->data[k]
               : which == OF_INPUT_PRODUCT ? g * x->data[k]
                                           : exp(x->data[k]);
    }
    return sum;
}

static void add(samples *all, const scene *s, measure *of, size_t which, bool is_factor,
                const char *name)
{
    size_t i = 0;
    while (i < all->feature_count && strcmp(all->features[i].name, name) != 0)
        i++;
    if (i == MAX_FEATURES)
        return;
    feature *f = &all->features[i];
    if (i == all->feature_count) {
        snprintf(f->name, sizeof f->name, "%s", name);
        f->is_factor = is_factor;
        all->feature_count++;
    }
    f->value[all->count] = of(s, which);
}

static void add_all(samples *all, const scene *s)
{
    static const char *const attributes_read[] = {"k", "c", "slope"};
    static const char *const extents[] = {"rows", "columns", "elements"};
    const op *o = s->v->planned->task->op;
    const char *x = o->input[s->v->input].name, *y = o->output.name;
    char name[FEATURE_NAME];
    add(all, s, input_element, s->v->input, false, x);
    for (size_t i = 0; i < o->input_count; i++)
        if (i != s->v->input)
            add(all, s, input_element, i, false, o->input[i].name);
    if (s->v->direction != FORWARD)
        add(all, s, output_element, 0, false, y);
    for (size_t i = 0; i < 3; i++)
        if (op_reads(o, attributes_read[i]))
            add(all, s, attribute, i, true, attributes_read[i]);
    for (size_t i = 0; i < 3; i++)
        add(all, s, extent, i, true, extents[i]);
    if (s->v->direction == BACKWARD)
        add(all, s, copies, 0, true, "copies");
    if (op_reads(o, "axis"))
        add(all, s, copies, 1, true, "entries");
    if (op_reads(o, "index"))
        add(all, s, at_index, 0, true, "onehot");
    snprintf(name, sizeof name, "sum(%s)", x);
    add(all, s, sum_of_row, OF_INPUT, true, name);
    snprintf(name, sizeof name, "sum(e^%s)", x);
    add(all, s, sum_of_row, OF_EXP, true, name);
    if (s->v->direction != BACKWARD)
        return;
    snprintf(name, sizeof name, "sum(d%s)", y);
    add(all, s, sum_of_row, OF_UPSTREAM, true, name);
    snprintf(name, sizeof name, "sum(d%s %s)", y, y);
    add(all, s, sum_of_row, OF_PRODUCT, true, name);
    snprintf(name, sizeof name, "sum(d%s %s)", y, x);
    add(all, s, sum_of_row, OF_INPUT_PRODUCT, true, name);
}

bool samples_take(samples **out, const investigation *v)
{
    samples *all = calloc(1, sizeof *all);
    if (!all)
        return false;
    const op *o = v->planned->task->op;
    all->has_upstream = v->direction != FORWARD;
    snprintf(all->upstream.name, sizeof all->upstream.name, "d%s",
             v->direction == BACKWARD ? o->output.name : o->input[0].name);
    for (size_t n = 0; n < v->planned->case_count; n++) {
        const tensor *got = investigation_answer(v, n);
        const expected *x = investigation_expected(v, n);
        const planned_case *c = &v->planned->cases[n];
        for (size_t k = 0; got && k < element_count(got) && all->count < MAX_SAMPLES; k++) {
            sample *s = &all->at[all->count];
            *s = (sample){.got = got->data[k],
                          .right = x->value->data[k],
                          .tolerance = x->tolerance->data[k],
                          .finite = isfinite(got->data[k]),
                          .case_number = n,
                          .element = k};
            s->wrong =
                investigation_by_numbers(v->kinds[n]) && !(fabs(s->got - s->right) <= s->tolerance);
            all->wrong_count += s->wrong;
            const scene here = {v, c->test, c->expected->out.value, got, k};
            all->upstream.value[all->count] = upstream_element(&here);
            add_all(all, &here);
            all->count++;
        }
    }
    *out = all;
    return true;
}
