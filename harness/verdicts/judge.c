#include "judge.h"

#include <float.h>
#include <math.h>

bool within(double got, double low, double high, double tolerance)
{
    return got >= low - tolerance && got <= high + tolerance;
}

static double start_of(const comparison *c, size_t k)
{
    return c->start ? c->start->data[k] : 0;
}

/* How far element k is off, in tolerances; infinite for a NaN, at most 1 where it is right. */
static double excess(const comparison *c, size_t k)
{
    double start = start_of(c, k), got = c->got->data[k] - start;
    double low = c->low->data[k], high = c->high->data[k];
    /* Adding to what was there rounds the sum. */
    double tolerance = c->tolerance->data[k] + 8 * DBL_EPSILON * fabs(start);
    if (within(got, low, high, tolerance))
        return 0;
    double off = fmax(low - got, got - high) / tolerance;
    return isnan(off) ? INFINITY : off;
}

/* An answer that finite differences could not tell from the right one. */
static bool merely_imprecise(const comparison *c)
{
    for (size_t k = 0, count = element_count(c->got); k < count; k++) {
        double got = c->got->data[k] - start_of(c, k);
        if (!within(got, c->low->data[k], c->high->data[k], c->coarse->data[k]))
            return false;
    }
    return true;
}

static verdict_kind kind_of(const comparison *c, const verdict *v)
{
    size_t unwritten = 0, infinite = 0;
    for (size_t k = 0; k < v->element_count; k++) {
        if (is_poison(c->got->data[k]))
            unwritten++;
        if (!isfinite(c->got->data[k]))
            infinite++;
    }
    if (unwritten)
        return VERDICT_NOT_WRITTEN;
    if (infinite)
        return VERDICT_NON_FINITE;
    return c->coarse && merely_imprecise(c) ? VERDICT_IMPRECISE : c->wrong;
}

bool judge_compare(verdict *v, const comparison *c)
{
    verdict found = *v;
    double worst = 0;
    found.wrong_count = 0;
    found.element_count = element_count(c->got);
    for (size_t k = 0; k < found.element_count; k++) {
        double off = excess(c, k);
        if (!(off > 0))
            continue;
        found.wrong_count++;
        if (!(off > worst))
            continue;
        worst = off;
        found.element = k;
    }
    if (!found.wrong_count)
        return true;
    size_t k = found.element;
    found.got = c->got->data[k] - start_of(c, k);
    found.wanted = found.got < c->low->data[k] ? c->low->data[k] : c->high->data[k];
    found.tolerance = c->tolerance->data[k];
    found.kind = kind_of(c, &found);
    *v = found;
    return false;
}

verdict_kind judge_outcome(const observation *seen)
{
    static const verdict_kind of[] = {
        [CALL_COMPLETED] = VERDICT_PASSED,
        [CALL_NOT_RUN] = VERDICT_NOT_RUN,
        [CALL_RETURNED] = VERDICT_RETURNED,
        [CALL_CRASHED] = VERDICT_CRASHED,
        [CALL_EXITED] = VERDICT_EXITED,
        [CALL_TIMED_OUT] = VERDICT_TIMED_OUT,
        [CALL_FORBIDDEN] = VERDICT_FORBIDDEN_CALL,
        [CALL_MEMORY_LIMIT] = VERDICT_MEMORY_LIMIT,
        [CALL_OUTPUT_LIMIT] = VERDICT_OUTPUT_LIMIT,
        [CALL_PROTOCOL] = VERDICT_PROTOCOL,
        [CALL_LOAD_FAILED] = VERDICT_LOAD_FAILED,
        [CALL_TOO_MANY_CALLBACKS] = VERDICT_PROTOCOL,
    };
    if (seen->outcome == CALL_RETURNED && seen->code == OP_NOT_IMPLEMENTED)
        return VERDICT_NOT_IMPLEMENTED;
    if (seen->outcome == CALL_COMPLETED && seen->canary_role != ROLE_NONE)
        return VERDICT_OUT_OF_BOUNDS;
    return of[seen->outcome];
}

/* Whether the call came to its end; otherwise the verdict says how it did not. */
static bool came_back(verdict *v, probe p, const case_trials *t)
{
    const trial *made = &t->trials[p];
    v->probe = p;
    v->kind = made->made ? judge_outcome(&made->seen) : VERDICT_NOT_IMPLEMENTED;
    return v->kind == VERDICT_PASSED;
}

static verdict judge_value(const expected *x, verdict_kind wrong, probe p, const case_trials *t)
{
    verdict v = {0};
    if (!came_back(&v, p, t))
        return v;
    judge_compare(&v, &(comparison){.got = t->trials[p].result[0],
                                    .low = x->value,
                                    .high = x->value,
                                    .tolerance = x->tolerance,
                                    .wrong = wrong});
    return v;
}

static verdict judge_forward(const expectation *x, const case_trials *t)
{
    verdict v = judge_value(&x->out, VERDICT_WRONG_VALUE, PROBE_FORWARD, t);
    if (v.kind != VERDICT_PASSED)
        return v;
    return judge_value(&x->nudged_out, VERDICT_WRONG_VALUE, PROBE_NUDGED, t);
}

static comparison gradient_comparison(const expectation *x, size_t input, const tensor *got,
                                      const tensor *start)
{
    const expected_gradient *g = &x->gradient[input];
    return (comparison){.got = got,
                        .low = g->low,
                        .high = g->high,
                        .tolerance = g->vjp.tolerance,
                        .start = start,
                        .coarse = g->gsl_tolerance,
                        .wrong = VERDICT_WRONG_GRADIENT};
}

verdict_kind judge_gradient(const expectation *x, size_t input, const tensor *got)
{
    verdict v = {.kind = VERDICT_PASSED};
    if (!got)
        return VERDICT_NOT_RUN;
    comparison c = gradient_comparison(x, input, got, NULL);
    judge_compare(&v, &c);
    return v.kind;
}

/* Backward was right on empty gradients and wrong on filled ones: did it put its result in place of
 * what they held, or does it give another answer when asked again? */
static verdict_kind kind_of_prefilled(const verdict *v, const expectation *x, const tensor *got)
{
    verdict as_if_empty = *v;
    comparison c = gradient_comparison(x, v->input, got, NULL);
    return judge_compare(&as_if_empty, &c) ? VERDICT_OVERWRITTEN : VERDICT_UNSTEADY;
}

static verdict judge_backward(const test_case *c, const expectation *x, const case_trials *t)
{
    verdict v = {0};
    if (!came_back(&v, PROBE_BACKWARD, t))
        return v;
    for (v.input = 0; v.input < c->op->input_count; v.input++) {
        const tensor *got = t->trials[PROBE_BACKWARD].result[v.input];
        if (!got)
            continue;
        comparison k = gradient_comparison(x, v.input, got, NULL);
        if (!judge_compare(&v, &k))
            return v;
    }
    if (!came_back(&v, PROBE_PREFILLED, t))
        return v;
    for (v.input = 0; v.input < c->op->input_count; v.input++) {
        const tensor *got = t->trials[PROBE_PREFILLED].result[v.input];
        if (!got)
            continue;
        comparison k = gradient_comparison(x, v.input, got, c->prefill[v.input]);
        if (!judge_compare(&v, &k)) {
            if (v.kind == VERDICT_WRONG_GRADIENT)
                v.kind = kind_of_prefilled(&v, x, got);
            return v;
        }
    }
    return v;
}

verdict judge(direction d, bool defined, const test_case *c, const expectation *x,
              const case_trials *t)
{
    if (!defined)
        return (verdict){.kind = VERDICT_NOT_IMPLEMENTED};
    switch (d) {
    case FORWARD:
        return judge_forward(x, t);
    case BACKWARD:
        return judge_backward(c, x, t);
    default:
        return judge_value(&x->out_tangent, VERDICT_WRONG_TANGENT, PROBE_JVP, t);
    }
}
