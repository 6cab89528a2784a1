#include "margins.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inquiry.h"
#include "right_ops.h"
#include "tensor.h"
#include "wrong.h"

/* The distance of one answer in tolerances; infinite where it is no number. */
static double distance(const inquiry *q, const tensor *got)
{
    const expectation *x = q->c->expected;
    const expected_gradient *g = &x->gradient[q->input];
    const expected *right = q->direction == FORWARD    ? &x->out
                            : q->direction == BACKWARD ? &g->vjp
                                                       : &x->out_tangent;
    double worst = 0;
    for (size_t k = 0; k < element_count(got); k++) {
        const double low = q->direction == BACKWARD ? g->low->data[k] : right->value->data[k];
        const double high = q->direction == BACKWARD ? g->high->data[k] : right->value->data[k];
        const double off = fmax(low - got->data[k], got->data[k] - high);
        if (isnan(got->data[k]))
            return INFINITY;
        if (off > 0)
            worst = fmax(worst, off / right->tolerance->data[k]);
    }
    return worst;
}

/* The distance of a variant over all cases of the op; negative when there is no memory. */
static double distance_of(const planned_op *p, direction d, const wrong_variant *w)
{
    double worst = 0;
    for (size_t i = 0; i < p->case_count; i++)
        for (size_t k = 0; k < (d == BACKWARD ? p->task->op->input_count : 1); k++) {
            const inquiry q = {.c = &p->cases[i], .direction = d, .input = k};
            if (d == BACKWARD && p->task->op->input[k].constant)
                continue;
            const tensor *right = inquiry_right(&q);
            tensor *got = tensor_new(right->rank, right->dims);
            call_arguments a = inquiry_arguments(&q);
            a.forward = w->forward;
            a.backward = w->backward;
            a.jvp = w->jvp;
            if (!got || !inquiry_run(&q, &a, got)) {
                free(got);
                return -1;
            }
            worst = fmax(worst, distance(&q, got));
            free(got);
        }
    return worst;
}

static size_t bin_of(double distance)
{
    const double at = (log10(distance) - LOWEST_DECADE) * BINS_PER_DECADE;
    return !(at > 0) ? 0 : at >= MARGIN_BINS ? MARGIN_BINS - 1 : (size_t)at;
}

static bool count_right(margins *m, const planned_op *p, size_t op_number, error *e)
{
    const right_op *variants = right_variants(op_number);
    for (size_t i = 0; i < DIRECTION_COUNT * RIGHT_STYLES; i++) {
        const right_op *r = &variants[i / DIRECTION_COUNT];
        const direction d = (direction)(i % DIRECTION_COUNT);
        const wrong_variant as_variant = {.forward = d == FORWARD ? r->forward : NULL,
                                          .backward = d == BACKWARD ? r->backward : NULL,
                                          .jvp = d == JVP ? r->jvp : NULL};
        if (!as_variant.forward && !as_variant.backward && !as_variant.jvp)
            continue;
        const double far = distance_of(p, d, &as_variant);
        if (far < 0)
            return fail(e, "%s_%s of %s cannot be run", p->task->op->name, direction_name[d],
                        r->style);
        m->right_count++;
        m->right[bin_of(far)]++;
        if (far <= m->largest_right)
            continue;
        m->largest_right = far;
        snprintf(m->closest_right, sizeof m->closest_right, "%s_%s, %s", p->task->op->name,
                 direction_name[d], r->style);
    }
    return true;
}

static bool count_wrong(margins *m, const planned_op *p, error *e)
{
    const wrong_op known = wrong_variants(p->task->op->name);
    for (size_t i = 0; i < known.count; i++) {
        const wrong_variant *w = &known.variants[i];
        const direction d = w->forward ? FORWARD : w->backward ? BACKWARD : JVP;
        const double far = distance_of(p, d, w);
        if (far < 0)
            return fail(e, "%s_%s, %s cannot be run", p->task->op->name, direction_name[d],
                        w->name);
        m->wrong_count++;
        m->wrong[bin_of(far)]++;
        if (far >= m->smallest_wrong)
            continue;
        m->smallest_wrong = far;
        snprintf(m->closest_wrong, sizeof m->closest_wrong, "%s_%s, %s", p->task->op->name,
                 direction_name[d], w->name);
    }
    return true;
}

bool margins_measure(margins *out, size_t seed_count, error *e)
{
    const plan_filter filter = {.op_name = "", .case_name = ""};
    margins m = {.smallest_wrong = INFINITY};
    assignment *a = NULL;
    bool ok = assignment_open(&a, GRADE_CASES, SELFTEST_DIR "/ops.xml", e);
    for (size_t s = 0; ok && s < seed_count; s++) {
        char seed[32];
        plan *p = NULL;
        snprintf(seed, sizeof seed, "margins-%zu", s);
        ok = plan_make(&p, a, GRADE_CASES, seed, &filter, e);
        for (size_t i = 0; ok && i < p->op_count; i++)
            ok = count_right(&m, &p->ops[i], i, e) && count_wrong(&m, &p->ops[i], e);
        plan_free(p);
    }
    assignment_close(a);
    if (ok)
        *out = m;
    return ok;
}
