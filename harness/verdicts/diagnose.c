#include "diagnose.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suspects.h"
#include "tensor.h"

/* A prediction must come this close, relative to the number predicted. */
#define PREDICTED 1e-9

static const tensor *answer_of(direction d, size_t input, const case_trials *t)
{
    switch (d) {
    case FORWARD:
        return t->trials[PROBE_FORWARD].result[0];
    case BACKWARD:
        return t->trials[PROBE_BACKWARD].result[input];
    default:
        return t->trials[PROBE_JVP].result[0];
    }
}

static const tensor *tolerance_of(direction d, size_t input, const expectation *x)
{
    switch (d) {
    case FORWARD:
        return x->out.tolerance;
    case BACKWARD:
        return x->gradient[input].vjp.tolerance;
    default:
        return x->out_tangent.tolerance;
    }
}

static bool predicted(const tensor *got, const tensor *wrong, const tensor *tolerance)
{
    for (size_t k = 0; k < element_count(got); k++) {
        double slack = PREDICTED * fabs(wrong->data[k]) + tolerance->data[k];
        if (!(fabs(got->data[k] - wrong->data[k]) <= slack))
            return false;
    }
    return true;
}

/* What is asked of every suspect. */
typedef struct investigation {
    direction direction;
    size_t input;
    const planned_op *planned;
    const op_trials *trials;
    const verdict *verdicts;
} investigation;

static bool failed_by_numbers(const verdict *v)
{
    return v->kind == VERDICT_WRONG_VALUE || v->kind == VERDICT_WRONG_GRADIENT ||
           v->kind == VERDICT_WRONG_TANGENT;
}

/* Whether the suspect's variant predicts the answers of all cases it applies to, a failed one among
 * them. */
static bool explains(const investigation *v, const suspect *s, size_t variant, char *detail,
                     size_t size)
{
    size_t explained = 0;
    for (size_t i = 0; i < v->planned->case_count; i++) {
        const planned_case *c = &v->planned->cases[i];
        const tensor *got = answer_of(v->direction, v->input, &v->trials->cases[i]);
        if (!got)
            continue;
        inquiry q = {.c = c, .direction = v->direction, .input = v->input, .variant = variant};
        tensor *wrong = tensor_new(got->rank, got->dims);
        bool applies = wrong && s->predict(&q, wrong, detail, size);
        bool fits =
            applies && predicted(got, wrong, tolerance_of(v->direction, v->input, c->expected));
        free(wrong);
        if (applies && !fits)
            return false;
        if (failed_by_numbers(&v->verdicts[i]) && v->verdicts[i].input == v->input) {
            if (!applies)
                return false;
            explained++;
        }
    }
    return explained > 0;
}

/* Puts the names into a suspect's sentence. */
static void phrase(mistake *m, const char *sentence, const investigation *v, const char *detail)
{
    const op *o = v->planned->task->op;
    const char *x = o->input[v->input].name, *y = o->output.name;
    char answer[40];
    snprintf(answer, sizeof answer, "%s%s", v->direction == FORWARD ? "" : "d",
             v->direction == BACKWARD ? x : y);
    size_t used = 0;
    for (const char *s = sentence; *s && used < sizeof m->text - 1; s++) {
        int n;
        char *at = m->text + used;
        size_t left = sizeof m->text - used;
        if (*s != '$') {
            n = snprintf(at, left, "%c", *s);
        } else {
            s++;
            n = snprintf(at, left, "%s%s", *s == 'g' ? "d" : "",
                         *s == 'd'                ? answer
                         : *s == 'x'              ? x
                         : *s == 'y' || *s == 'g' ? y
                                                  : detail);
        }
        used += (size_t)n < left ? (size_t)n : left - 1;
    }
    m->found = true;
}

/* The largest error over all cases, relative to the largest number of its tensor. */
static double relative_error(const investigation *v)
{
    double worst = 0;
    for (size_t i = 0; i < v->planned->case_count; i++) {
        const expectation *x = v->planned->cases[i].expected;
        const tensor *got = answer_of(v->direction, v->input, &v->trials->cases[i]);
        const tensor *right = v->direction == FORWARD    ? x->out.value
                              : v->direction == BACKWARD ? x->gradient[v->input].vjp.value
                                                         : x->out_tangent.value;
        double scale = 0, furthest = 0;
        for (size_t k = 0; got && k < element_count(got); k++) {
            double off = fabs(got->data[k] - right->data[k]);
            furthest = isfinite(off) ? fmax(furthest, off) : INFINITY;
            scale = fmax(scale, fabs(right->data[k]));
        }
        if (got)
            worst = fmax(worst, furthest / fmax(scale, 1e-300));
    }
    return worst;
}

static void suspect_precision(mistake *m, const investigation *v)
{
    double accuracy = relative_error(v);
    if (accuracy > 1e-5)
        return;
    m->found = true;
    if (accuracy > 2e-9)
        snprintf(m->text, sizeof m->text,
                 "right to about %.0e only: something is computed in float instead of double",
                 accuracy);
    else
        snprintf(m->text, sizeof m->text,
                 "right to about %.0e only: this is how accurate finite differences are, not a "
                 "formula",
                 accuracy);
}

mistake diagnose(direction d, const planned_op *planned, const op_trials *trials,
                 const verdict *verdicts)
{
    mistake m = {0};
    investigation v = {.direction = d, .planned = planned, .trials = trials, .verdicts = verdicts};
    bool wrong = false, imprecise = false;
    for (size_t i = 0; i < planned->case_count && !wrong; i++) {
        wrong = failed_by_numbers(&verdicts[i]);
        imprecise = imprecise || verdicts[i].kind == VERDICT_IMPRECISE;
        if (wrong)
            v.input = verdicts[i].input;
    }
    if (!wrong && !imprecise)
        return m;
    for (size_t i = 0; i < suspect_count() && wrong; i++) {
        const suspect *s = suspect_at(i);
        for (size_t k = 0; s->direction[d] && k < s->variant_count; k++) {
            char detail[96] = "";
            if (explains(&v, s, k, detail, sizeof detail)) {
                phrase(&m, s->sentence, &v, detail);
                return m;
            }
        }
    }
    suspect_precision(&m, &v);
    return m;
}
