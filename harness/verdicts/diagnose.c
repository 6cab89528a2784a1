#include "diagnose.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arrangements.h"
#include "formulas.h"
#include "known.h"
#include "reductions.h"
#include "suspects.h"
#include "tensor.h"
#include "traces.h"
#include "whereabouts.h"

/* Puts the names into a suspect's sentence. */
static void phrase(mistake *m, const char *sentence, const investigation *v, const char *detail)
{
    const op *o = v->planned->task->op;
    const char *x = o->input[v->input].name, *y = o->output.name;
    char answer[40];
    investigation_answer_name(v, answer, sizeof answer);
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

/* A suspect in one of its variants. */
typedef struct charge {
    const suspect *suspect;
    size_t variant;
    char detail[96];
} charge;

static bool predict_charge(void *context, const inquiry *q, tensor *wrong)
{
    charge *c = context;
    inquiry of_variant = *q;
    of_variant.variant = c->variant;
    return c->suspect->predict(&of_variant, wrong, c->detail, sizeof c->detail);
}

/* The first suspect of a range that explains it. */
static bool find_suspect(mistake *m, const investigation *v, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        charge c = {.suspect = suspect_at(i)};
        if (!c.suspect->direction[v->direction])
            continue;
        for (; c.variant < c.suspect->variant_count; c.variant++)
            if (investigation_explained(v, predict_charge, &c)) {
                phrase(m, c.suspect->sentence, v, c.detail);
                return true;
            }
    }
    return false;
}

static bool suspected(mistake *m, const investigation *v)
{
    return find_suspect(m, v, 0, suspect_late());
}

static bool suspected_late(mistake *m, const investigation *v)
{
    return find_suspect(m, v, suspect_late(), suspect_count());
}

/* The largest error over all cases, relative to the largest number of its tensor. */
static double relative_error(const investigation *v)
{
    double worst = 0;
    for (size_t i = 0; i < v->planned->case_count; i++) {
        const tensor *got = investigation_answer(v, i);
        const tensor *right = investigation_expected(v, i)->value;
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

/* Whether all errors have the same sign, and not the same size relative to the numbers: roundings
 * would have both signs, and a factor the same size. */
static bool one_sided(const investigation *v)
{
    size_t above = 0, below = 0;
    double least = INFINITY, most = 0;
    for (size_t i = 0; i < v->planned->case_count; i++) {
        const tensor *got = investigation_answer(v, i);
        const expected *x = investigation_expected(v, i);
        for (size_t k = 0; got && k < element_count(got); k++) {
            const double right = x->value->data[k], off = got->data[k] - right;
            if (!(fabs(off) > x->tolerance->data[k]))
                continue;
            *(off > 0 ? &above : &below) += 1;
            least = fmin(least, fabs(off / right));
            most = fmax(most, fabs(off / right));
        }
    }
    return above + below >= 10 && (above == 0 || below == 0) && most > 2 * least;
}

static bool imprecise(mistake *m, const investigation *v)
{
    const double accuracy = relative_error(v);
    const char *why = "this is how accurate finite differences are, not a formula";
    const bool aside = one_sided(v);
    if (accuracy > (aside ? 1e-3 : 1e-5))
        return false;
    if (aside)
        why = "always to the same side: a small number seems to be added that the formula has not";
    else if (accuracy > 2e-9)
        why = "something is computed in float instead of double, or a small number is added that "
              "the formula has not";
    m->found = true;
    snprintf(m->text, sizeof m->text, "right to about %.0e only%s %s", accuracy, aside ? "," : ":",
             why);
    return true;
}

typedef bool naming(mistake *m, const investigation *v);

/* All ways of naming a mistake, in the order of their trust. */
static naming *const namings[] = {known_mistake,       trace_mistake,   suspected,
                                  reduction_mistake,   formula_mistake, suspected_late,
                                  arrangement_mistake, imprecise,       whereabouts_mistake};
enum { NAMING_COUNT = sizeof namings / sizeof *namings, GENERAL = 1 };

/* Names what is wrong with one answer, by the namings from `first` on. */
static mistake name(const investigation *v, size_t first)
{
    for (size_t i = first; i < NAMING_COUNT; i++) {
        mistake m = {0};
        if (namings[i](&m, v))
            return m;
    }
    return (mistake){0};
}

/* The verdicts on the gradient by one input; on the whole answer in the other directions. */
static bool fill_kinds(verdict_kind *kinds, const investigation *v, const verdict *verdicts)
{
    bool wrong = false;
    for (size_t k = 0; k < v->planned->case_count; k++) {
        kinds[k] = verdicts[k].kind;
        if (v->direction == BACKWARD && investigation_by_numbers(kinds[k]))
            kinds[k] =
                judge_gradient(v->planned->cases[k].expected, v->input, investigation_answer(v, k));
        wrong = wrong || investigation_by_numbers(kinds[k]);
    }
    return wrong;
}

/* Adds what is wrong with another answer; the same mistake is told once. */
static void add(mistake *all, const mistake *m)
{
    if (!m->found || strstr(all->text, m->text))
        return;
    if (!all->found) {
        *all = *m;
        return;
    }
    size_t used = strlen(all->text);
    if (used + strlen(m->text) + 2 < sizeof all->text)
        snprintf(all->text + used, sizeof all->text - used, "; %s", m->text);
}

static mistake diagnose_from(size_t first, direction d, const planned_op *planned,
                             const op_trials *trials, const verdict *verdicts)
{
    const op *o = planned->task->op;
    mistake all = {0};
    verdict_kind *kinds = calloc(planned->case_count, sizeof *kinds);
    for (size_t i = 0; kinds && i < (d == BACKWARD ? o->input_count : 1); i++) {
        const investigation v = {d, i, planned, trials, kinds};
        if (d == BACKWARD && o->input[i].constant)
            continue;
        if (fill_kinds(kinds, &v, verdicts)) {
            const mistake m = name(&v, first);
            add(&all, &m);
        }
    }
    free(kinds);
    return all;
}

mistake diagnose(direction d, const planned_op *planned, const op_trials *trials,
                 const verdict *verdicts)
{
    return diagnose_from(0, d, planned, trials, verdicts);
}

mistake diagnose_generally(direction d, const planned_op *planned, const op_trials *trials,
                           const verdict *verdicts)
{
    return diagnose_from(GENERAL, d, planned, trials, verdicts);
}
