#include "mark_functions.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain.h"
#include "tensor.h"

typedef enum function_part { PART_RESULT, PART_ENERGY, PART_COUNT } function_part;
static const char *const part_name[PART_COUNT] = {"result", "energy"};

bool function_result_make(function_result *out, const planned_function *planned, bool defined,
                          function_caller *caller, void *context, observation *unloadable, error *e)
{
    function_result r = {.planned = planned};
    if (!function_observe(&r.trials, planned, defined, caller, context, unloadable, e))
        return false;
    r.verdicts = calloc(planned->case_count, sizeof *r.verdicts);
    if (!r.verdicts) {
        function_result_free(&r);
        return fail(e, "no memory");
    }
    for (size_t k = 0; k < planned->case_count; k++)
        r.verdicts[k] = function_judge(&planned->cases[k], &r.trials, k);
    r.mistake = function_diagnose(planned, &r.trials, r.verdicts);
    *out = r;
    return true;
}

void function_result_free(function_result *r)
{
    function_trials_free(&r->trials);
    free(r->verdicts);
    *r = (function_result){0};
}

static reveal level_of(const sheet *s, const planned_function_case *c)
{
    return c->is_public ? REVEAL_FULL : s->plan->assignment->reveal;
}

/* "J[2][0]": the element that is worst. */
static void name_element(char *text, size_t size, const planned_function_case *c, const verdict *v)
{
    char index[64];
    snprintf(text, size, "%s%s", c->test->f->output[v->input].name,
             tensor_index_text(c->expected->out[v->input].value, v->element, index, sizeof index));
}

static void explain_wrong(char *text, size_t size, const planned_function_case *c, const verdict *v,
                          reveal level)
{
    char element[96];
    if (v->element_count == 0) {
        snprintf(text, size, "returned OP_OK where %s belongs: %s",
                 c->test->status == OP_BAD_INPUT ? "OP_BAD_INPUT" : "an error status",
                 c->test->set.f ? "f failed, or the settings do not fit the shapes"
                                : "the shapes do not fit");
        return;
    }
    name_element(element, sizeof element, c, v);
    if (level == REVEAL_FULL)
        snprintf(text, size,
                 "%s is %.10g, not %.10g (off by %.2g, tolerance %.2g; %zu of %zu wrong)", element,
                 v->got, v->wanted, fabs(v->got - v->wanted), v->tolerance, v->wrong_count,
                 v->element_count);
    else
        snprintf(text, size, "%.*s is wrong", (int)strcspn(element, "["), element);
}

static void explain_energy(char *text, size_t size, const verdict *v, reveal level)
{
    if (level != REVEAL_FULL)
        snprintf(text, size, "the energy reached is too high");
    else if (v->got <= v->wanted)
        snprintf(text, size, "the image has elements outside [0, 1]");
    else
        snprintf(text, size, "the energy reached is %.6g; at most %.6g was expected", v->got,
                 v->wanted);
}

/* Why a case failed, in one line, as much as may be told of it. */
static void explain(char *text, size_t size, const function_result *r, function_part which,
                    size_t k, const verdict *v, reveal level)
{
    const planned_function_case *c = &r->planned->cases[k];
    const char *f = c->test->f->name;
    text[0] = '\0';
    if (v->kind == VERDICT_PASSED)
        return;
    if (level == REVEAL_SCORE && verdict_class_of(v->kind) == CLASS_FAILURE) {
        snprintf(text, size, "failed");
        return;
    }
    switch (v->kind) {
    case VERDICT_NOT_IMPLEMENTED:
        snprintf(text, size, "%s is not implemented%s%s", f, *r->hint ? ": " : "", r->hint);
        break;
    case VERDICT_NOT_WRITTEN:
        if (level == REVEAL_FULL)
            snprintf(text, size, "%zu of %zu elements of %s were never written", v->wrong_count,
                     v->element_count, c->test->f->output[v->input].name);
        else
            snprintf(text, size, "elements of %s were never written",
                     c->test->f->output[v->input].name);
        break;
    case VERDICT_UNSTEADY:
        snprintf(text, size,
                 "different answers to the same inputs: something is kept between calls, or "
                 "never set");
        break;
    case VERDICT_OUT_OF_BOUNDS:
        snprintf(text, size, "wrote in front of an output");
        break;
    case VERDICT_NON_FINITE:
    case VERDICT_WRONG_VALUE:
        if (which == PART_ENERGY)
            explain_energy(text, size, v, level);
        else
            explain_wrong(text, size, c, v, level);
        break;
    default:
        explain_outcome(text, size,
                        &(operand_names){c->test->f->input_count, c->test->f->input, "result"},
                        &r->trials.cases[k].round[v->probe].seen, level);
    }
}

static void tell_numbers(char *text, size_t size, const planned_function_case *c, const verdict *v,
                         reveal level)
{
    char element[96];
    if (level != REVEAL_FULL || v->kind != VERDICT_WRONG_VALUE || v->element_count == 0)
        return;
    name_element(element, sizeof element, c, v);
    snprintf(text, size, "%s: reference %.12g, yours %.12g", element, v->wanted, v->got);
}

static void place_case(case_mark *m, const sheet *s, const planned_function_case *c)
{
    m->name = c->test->name;
    m->place = c->place;
    m->is_public = c->is_public;
    m->revealed = level_of(s, c) == REVEAL_FULL;
}

/* What was printed in the calls of a case: the first of them that printed anything. */
static bool keep_printed(case_mark *m, const function_case_trials *t)
{
    for (size_t round = 0; round < FUNCTION_ROUNDS && !m->printed; round++) {
        const observation *seen = &t->round[round].seen;
        if (!seen->printed_bytes)
            continue;
        m->printed = strdup(seen->printed);
        m->printed_bytes = seen->printed_bytes;
        if (!m->printed)
            return false;
    }
    return true;
}

static bool belongs_to(function_part which, const planned_function_case *c)
{
    return which == PART_RESULT || (c->expected && c->expected->has_energy);
}

/* Opens the part with the cases that belong to it, placed; leaves it alone where there are none. */
static bool open_part(part *out, const sheet *s, const planned_function *planned,
                      function_part which)
{
    size_t count = 0, energies = 0;
    for (size_t k = 0; k < planned->case_count; k++) {
        count += belongs_to(which, &planned->cases[k]);
        energies += belongs_to(PART_ENERGY, &planned->cases[k]);
    }
    if (count == 0)
        return true;
    const double points = energies ? planned->task->points / PART_COUNT : planned->task->points;
    if (!part_open(out, part_name[which], points, count))
        return false;
    for (size_t k = 0, at = 0; k < planned->case_count; k++)
        if (belongs_to(which, &planned->cases[k]))
            place_case(&out->cases[at++], s, &planned->cases[k]);
    return true;
}

static bool mark_part(sheet *s, part *out, const function_result *r, function_part which)
{
    if (!open_part(out, s, r->planned, which))
        return false;
    for (size_t k = 0, at = 0; k < r->planned->case_count; k++) {
        const planned_function_case *c = &r->planned->cases[k];
        if (!belongs_to(which, c))
            continue;
        case_mark *m = &out->cases[at++];
        const reveal level = level_of(s, c);
        const verdict v =
            which == PART_RESULT ? r->verdicts[k] : function_judge_energy(c, &r->trials, k);
        m->kind = v.kind;
        m->credit = v.kind == VERDICT_PASSED;
        explain(m->reason, sizeof m->reason, r, which, k, &v, level);
        if (which == PART_ENERGY)
            continue;
        tell_numbers(m->numbers, sizeof m->numbers, c, &v, level);
        for (size_t round = 0; round < FUNCTION_ROUNDS; round++)
            m->seconds += r->trials.cases[k].round[round].seen.cpu_seconds;
        if (!keep_printed(m, &r->trials.cases[k]))
            return false;
    }
    if (which == PART_RESULT && r->mistake.found && s->plan->assignment->reveal != REVEAL_SCORE)
        snprintf(out->mistake, sizeof out->mistake, "%s", r->mistake.text);
    snprintf(out->hint, sizeof out->hint, "%s", r->hint);
    if (out->count)
        sheet_score(s, out);
    return true;
}

bool mark_function(sheet *s, item *out, const function_result *r, error *e)
{
    out->group = "functions";
    out->name = r->planned->task->f->name;
    for (function_part which = 0; which < PART_COUNT; which++)
        if (!mark_part(s, &out->parts[which], r, which))
            return fail(e, "no memory");
    return true;
}

bool mark_rejected_function(sheet *s, item *out, const planned_function *planned, error *e)
{
    out->group = "functions";
    out->name = planned->task->f->name;
    for (function_part which = 0; which < PART_COUNT; which++) {
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
