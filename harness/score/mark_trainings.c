#include "mark_trainings.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain.h"
#include "tensor.h"
#include "training_diagnose.h"

bool training_result_make(training_result *out, const planned_training *planned, bool defined,
                          const training_asker *asker, observation *unloadable, error *e)
{
    training_result r = {.planned = planned};
    if (!training_observe(&r.trials, planned, defined, asker, unloadable, e))
        return false;
    r.verdicts = calloc(planned->case_count, sizeof *r.verdicts);
    if (!r.verdicts) {
        training_result_free(&r);
        return fail(e, "no memory");
    }
    for (size_t k = 0; k < planned->case_count; k++)
        r.verdicts[k] = training_judge(planned, &r.trials, k);
    if (planned->task->how == TRAIN_BY_FUNCTION &&
        !training_diagnose(&r.mistake, planned, &r.trials, r.verdicts, asker, e)) {
        training_result_free(&r);
        return false;
    }
    *out = r;
    return true;
}

void training_result_free(training_result *r)
{
    training_trials_free(&r->trials, r->planned);
    free(r->verdicts);
    *r = (training_result){0};
}

static reveal level_of(const sheet *s, const planned_training_case *c)
{
    return c->is_public ? REVEAL_FULL : s->plan->assignment->reveal;
}

/* "W2[2][0]": the element that is worst. */
static void name_element(char *text, size_t size, const planned_training_case *c, const verdict *v)
{
    const training *t = c->test->task->t;
    char index[64];
    tensor_index_text(c->expected->trained.at[v->input], v->element, index, sizeof index);
    if (v->input < t->parameter_count && c->expected->trained.count == t->parameter_count)
        snprintf(text, size, "%s%s", t->parameter[v->input].name, index);
    else
        snprintf(text, size, "%c%zu%s", v->input % 2 ? 'b' : 'W', v->input / 2 + 1, index);
}

static void explain_steps(char *text, size_t size, const planned_training_case *c, const verdict *v,
                          reveal level)
{
    char element[96];
    name_element(element, sizeof element, c, v);
    if (v->kind == VERDICT_NON_FINITE)
        snprintf(text, size, "%.*s is not finite", (int)strcspn(element, "["), element);
    else if (level == REVEAL_FULL)
        snprintf(text, size,
                 "%s is %.10g, not %.10g (off by %.2g, tolerance %.2g; %zu of %zu wrong)", element,
                 v->got, v->wanted, fabs(v->got - v->wanted), v->tolerance, v->wrong_count,
                 v->element_count);
    else
        snprintf(text, size, "%.*s is wrong", (int)strcspn(element, "["), element);
}

/* "test error 31.2 %". */
static void name_value(char *text, size_t size, training_measure measure, double value)
{
    if (measure == MEASURE_ERROR)
        snprintf(text, size, "%.4g %%", 100 * value);
    else
        snprintf(text, size, "%.6g", value);
}

/* The run that did worst, as far as one can tell from the first. */
static size_t worst_job(const training_case *c, const training_trial *trials)
{
    size_t worst = 0;
    for (size_t k = 1; k < c->job_count; k++)
        if (!(trials[k].value <= trials[worst].value))
            worst = k;
    return worst;
}

static void explain_threshold(char *text, size_t size, const training_result *r, size_t k,
                              reveal level)
{
    const planned_training_case *c = &r->planned->cases[k];
    const training_trial *trials = r->trials.cases[k];
    const verdict *v = &r->verdicts[k];
    static const char *const what[TRAINING_MEASURES] = {
        [MEASURE_ERROR] = "the error on hidden samples",
        [MEASURE_LOSS] = "the loss on hidden samples",
        [MEASURE_EXCESS] = "the loss above that of the least-squares line"};
    const training_measure measure = training_measure_of(c->test);
    char got[32], bound[32], reference[32], symptoms[200];
    if (level == REVEAL_SCORE) {
        snprintf(text, size, "the threshold is missed");
        return;
    }
    if (v->got <= v->wanted && c->test->part == PART_SWEEP) {
        snprintf(text, size,
                 "with this setting nothing can be learnt, and with those where it can "
                 "nothing was");
        return;
    }
    name_value(got, sizeof got, measure, v->got);
    name_value(bound, sizeof bound, measure, v->wanted);
    name_value(reference, sizeof reference, measure, c->expected->value);
    const size_t worst = worst_job(c->test, trials);
    training_examine(symptoms, sizeof symptoms, &c->test->jobs[worst], &trials[worst].got);
    snprintf(text, size, "%s is %s; at %s %s was expected (the reference has %s)%s", what[measure],
             got, v->got < v->wanted ? "least" : "most", bound, reference, symptoms);
}

/* How a run ended; in which op, where it ran on the submission's ops. */
static void explain_call(char *text, size_t size, const training_result *r, const observation *seen,
                         reveal level)
{
    static const signature_operand data[] = {{.name = "X"}, {.name = "y"}};
    static const operand_names names = {sizeof data / sizeof *data, data, "output"};
    const bool by_ops = r->planned->task->how == TRAIN_BY_OPS;
    int length = 0;
    if (by_ops)
        length = snprintf(text, size, "%s: ", r->function);
    explain_outcome(text + length, size - (size_t)length, by_ops ? NULL : &names, seen, level);
}

/* Where the training leaves the reference's course; the numbers only where they may be told. */
static void append_departure(char *text, size_t size, const training_result *r, size_t k,
                             reveal level)
{
    const size_t length = strlen(text);
    const size_t told = level == REVEAL_FULL ? strlen(r->departure) : strcspn(r->departure, ",");
    if (told && k == r->departed && level != REVEAL_SCORE)
        snprintf(text + length, size - length, "; %.*s", (int)told, r->departure);
}

/* Why a case failed, in one line, as much as may be told of it. */
static void explain(char *text, size_t size, const training_result *r, size_t k, reveal level)
{
    const planned_training_case *c = &r->planned->cases[k];
    const verdict *v = &r->verdicts[k];
    text[0] = '\0';
    if (v->kind == VERDICT_PASSED)
        return;
    if (level == REVEAL_SCORE && verdict_class_of(v->kind) == CLASS_FAILURE) {
        snprintf(text, size, "failed");
        return;
    }
    switch (v->kind) {
    case VERDICT_NOT_IMPLEMENTED:
        snprintf(text, size, "%s is not implemented%s%s", r->function, *r->hint ? ": " : "",
                 r->hint);
        break;
    case VERDICT_NON_FINITE:
    case VERDICT_IMPRECISE:
    case VERDICT_WRONG_VALUE:
        explain_steps(text, size, c, v, level);
        break;
    case VERDICT_MISSED_THRESHOLD:
        explain_threshold(text, size, r, k, level);
        break;
    case VERDICT_OUT_OF_BOUNDS:
        snprintf(text, size, "wrote in front of a parameter");
        break;
    default:
        explain_call(text, size, r, &r->trials.cases[k][v->probe].seen, level);
    }
    append_departure(text, size, r, k, level);
}

static void tell_numbers(char *text, size_t size, const planned_training_case *c, const verdict *v,
                         reveal level)
{
    char element[96];
    if (level != REVEAL_FULL || c->test->part != PART_STEPS ||
        (v->kind != VERDICT_WRONG_VALUE && v->kind != VERDICT_IMPRECISE))
        return;
    name_element(element, sizeof element, c, v);
    snprintf(text, size, "%s: reference %.12g, yours %.12g", element, v->wanted, v->got);
}

static void place_case(case_mark *m, const sheet *s, const planned_training_case *c)
{
    m->name = c->test->name;
    m->place = c->test->task->place;
    m->is_public = c->is_public;
    m->revealed = level_of(s, c) == REVEAL_FULL;
}

/* What was printed in the runs of a case: the first of them that printed anything. */
static bool keep_printed(case_mark *m, const training_case *c, const training_trial *trials)
{
    for (size_t k = 0; k < c->job_count && !m->printed; k++) {
        const observation *seen = &trials[k].seen;
        if (!seen->printed_bytes)
            continue;
        m->printed = strdup(seen->printed);
        m->printed_bytes = seen->printed_bytes;
        if (!m->printed)
            return false;
    }
    return true;
}

/* Opens the part with the cases that belong to it, placed; leaves it alone where there are none. */
static bool open_part(part *out, const sheet *s, const planned_training *planned,
                      training_part which)
{
    size_t count = 0;
    for (size_t k = 0; k < planned->case_count; k++)
        count += planned->cases[k].test->part == which;
    if (count == 0)
        return true;
    if (!part_open(out, training_part_name[which], planned->task->points[which], count))
        return false;
    for (size_t k = 0, at = 0; k < planned->case_count; k++)
        if (planned->cases[k].test->part == which)
            place_case(&out->cases[at++], s, &planned->cases[k]);
    return true;
}

/* Of a setting of a sweep, passed or not: the errors, which is what one sweeps for. */
static void note_errors(char *text, size_t size, const planned_training_case *c,
                        const training_trial *t, reveal level)
{
    if (c->test->part != PART_SWEEP || !t->got.count || level == REVEAL_SCORE)
        return;
    snprintf(text, size, "train error %.1f %%, test error %.1f %%; the reference %.1f %%",
             100 * t->train_error, 100 * t->value, 100 * c->expected->value);
}

static bool mark_case(case_mark *m, const sheet *s, const training_result *r, size_t k)
{
    const planned_training_case *c = &r->planned->cases[k];
    const verdict *v = &r->verdicts[k];
    const reveal level = level_of(s, c);
    m->kind = v->kind;
    m->credit = v->kind == VERDICT_PASSED;
    explain(m->reason, sizeof m->reason, r, k, level);
    tell_numbers(m->numbers, sizeof m->numbers, c, v, level);
    if (!r->trials.cases[k])
        return true;
    note_errors(m->note, sizeof m->note, c, r->trials.cases[k], level);
    for (size_t j = 0; j < c->test->job_count; j++)
        m->seconds += r->trials.cases[k][j].seen.cpu_seconds;
    return keep_printed(m, c->test, r->trials.cases[k]);
}

static bool any_failed(const part *p)
{
    for (size_t k = 0; k < p->count; k++)
        if (verdict_class_of(p->cases[k].kind) == CLASS_FAILURE)
            return true;
    return false;
}

static bool mark_part(sheet *s, part *out, const training_result *r, training_part which)
{
    if (!open_part(out, s, r->planned, which))
        return false;
    for (size_t k = 0, at = 0; k < r->planned->case_count; k++)
        if (r->planned->cases[k].test->part == which && !mark_case(&out->cases[at++], s, r, k))
            return false;
    if (r->mistake.found && out->count && any_failed(out) &&
        s->plan->assignment->reveal != REVEAL_SCORE)
        snprintf(out->mistake, sizeof out->mistake, "%s", r->mistake.text);
    snprintf(out->hint, sizeof out->hint, "%s", r->hint);
    if (out->count)
        sheet_score(s, out);
    return true;
}

bool mark_training(sheet *s, item *out, const training_result *r, error *e)
{
    out->group = "training";
    out->name = r->planned->task->name;
    for (training_part which = 0; which < TRAINING_PARTS; which++)
        if (!mark_part(s, &out->parts[which], r, which))
            return fail(e, "no memory");
    return true;
}

bool mark_rejected_training(sheet *s, item *out, const planned_training *planned, error *e)
{
    out->group = "training";
    out->name = planned->task->name;
    for (training_part which = 0; which < TRAINING_PARTS; which++) {
        part *p = &out->parts[which];
        if (!open_part(p, s, planned, which))
            return fail(e, "no memory");
        for (size_t k = 0; k < p->count; k++) {
            p->cases[k].kind = VERDICT_REJECTED;
            snprintf(p->cases[k].reason, sizeof p->cases[k].reason, "%.390s", s->rejection.text);
        }
        if (p->count)
            sheet_score(s, p);
    }
    return true;
}
