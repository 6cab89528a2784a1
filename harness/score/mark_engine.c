#include "mark_engine.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine_judge.h"
#include "engine_shrink.h"
#include "explain.h"

/* After so many cases of a part that did not come back in time, its others are hurried; after so
 * many of those in a row that did not either, they are not tried. Nor are any after so many that
 * did not load. */
enum { MOST_TIMEOUTS = 3, MOST_IN_A_ROW = 6, MOST_LOADS = 2 };

/* All cases of an engine with what came of them. */
typedef struct engine_result {
    size_t count;
    engine_trial **trials;
    engine_verdict *verdicts;
} engine_result;

static void free_result(engine_result *r)
{
    for (size_t i = 0; r->trials && i < r->count; i++)
        free(r->trials[i]);
    free(r->trials);
    free(r->verdicts);
}

static bool open_result(engine_result *r, size_t count, error *e)
{
    *r = (engine_result){.count = count};
    r->trials = calloc(count, sizeof *r->trials);
    r->verdicts = calloc(count, sizeof *r->verdicts);
    bool ok = r->trials && r->verdicts;
    for (size_t i = 0; i < count && ok; i++)
        ok = (r->trials[i] = calloc(1, sizeof **r->trials)) != NULL;
    return ok || fail(e, "no memory");
}

static bool wanted(const sheet *s, const engine_case *c)
{
    return s->plan->assignment->engine.points[c->part] > 0;
}

static bool stopped_loading(const observation *seen)
{
    return seen->phase == PHASE_LOADING && seen->outcome != CALL_COMPLETED;
}

/* How much a submission is still waited for. */
typedef struct forbearance {
    size_t late[DIRECTION_COUNT];     /* cases of a part that ran out of time */
    size_t in_a_row[DIRECTION_COUNT]; /* of those that were hurried */
    size_t loads;                     /* how often it may still fail to load */
    observation end;                  /* of the last case that ran */
} forbearance;

static bool run_patiently(forbearance *f, sandbox *box, const engine_case *c, engine_trial *t,
                          error *e)
{
    size_t *late = &f->late[c->part], *in_a_row = &f->in_a_row[c->part];
    if (*in_a_row == MOST_IN_A_ROW || f->loads == 0) {
        t->made = true;
        t->seen = f->end;
        if (f->loads)
            t->seen = (observation){.outcome = CALL_NOT_RUN, .phase = PHASE_CALL};
        return true;
    }
    t->hurried = *late >= MOST_TIMEOUTS;
    if (!observe_engine(box, c, t, e))
        return false;
    const bool is_late = t->seen.outcome == CALL_TIMED_OUT;
    f->end = t->seen;
    *in_a_row = is_late && t->hurried ? *in_a_row + 1 : 0;
    *late += is_late;
    f->loads -= stopped_loading(&t->seen);
    return true;
}

static bool run_cases(engine_result *r, const sheet *s, sandbox *box, const submission *sub,
                      error *e)
{
    const engine_cases *cases = &s->plan->engine;
    bool defined = observe_engine_defined(sub), stub = false;
    forbearance f = {.loads = MOST_LOADS};
    sandbox_renew(box);
    for (size_t i = 0; i < cases->count; i++) {
        const engine_case *c = cases->list[i];
        if (!defined || stub)
            r->verdicts[i].kind = VERDICT_NOT_IMPLEMENTED;
        if (!defined || stub || !wanted(s, c))
            continue;
        if (!run_patiently(&f, box, c, r->trials[i], e))
            return false;
        r->verdicts[i] = engine_judge(c, r->trials[i]);
        /* Without inputs there is nothing to ask for. */
        stub = r->verdicts[i].kind == VERDICT_NOT_IMPLEMENTED && r->verdicts[i].step == 0 &&
               r->trials[i]->seen.outcome == CALL_COMPLETED;
    }
    return true;
}

static bool run_case(void *context, const engine_case *c, engine_trial *t, error *e)
{
    return observe_engine(context, c, t, e);
}

/* Appends the smallest graph that goes wrong, if one of the part's random cases did. */
static bool add_smallest(part *p, const engine_result *r, const sheet *s, sandbox *box, direction d,
                         error *e)
{
    const engine_cases *cases = &s->plan->engine;
    for (size_t i = 0; i < cases->count; i++) {
        const engine_case *c = cases->list[i];
        engine_case *small = NULL;
        if (c->part != d || c->trait != ENGINE_RANDOM ||
            verdict_class_of(r->verdicts[i].kind) != CLASS_FAILURE)
            continue;
        if (!engine_shrink(&small, c, run_case, box, e))
            return false;
        const engine_case *shown = small ? small : c;
        char formula[120];
        program_formula(&shown->program, shown->output, formula, sizeof formula);
        size_t used = strlen(p->mistake);
        snprintf(p->mistake + used, sizeof p->mistake - used, "%sthe smallest graph that fails: %s",
                 used ? "; " : "", formula);
        engine_case_free(small);
        return true;
    }
    return true;
}

static void fill_case(case_mark *m, const sheet *s, const engine_case *c, const engine_trial *t,
                      const engine_verdict *v)
{
    reveal level = c->is_public ? REVEAL_FULL : s->plan->assignment->reveal;
    m->name = c->name;
    m->place = s->plan->assignment->engine.place;
    m->is_public = c->is_public;
    m->revealed = level == REVEAL_FULL;
    m->kind = v->kind;
    m->credit = v->kind == VERDICT_PASSED;
    m->seconds = t->seen.cpu_seconds;
    if (v->kind == VERDICT_PASSED)
        return;
    if (!t->made || v->kind == VERDICT_NOT_IMPLEMENTED)
        snprintf(m->reason, sizeof m->reason, "the engine's functions are not implemented");
    else if (t->seen.outcome != CALL_COMPLETED)
        explain_outcome(m->reason, sizeof m->reason, NULL, &t->seen, level);
    else if (level == REVEAL_SCORE)
        snprintf(m->reason, sizeof m->reason, "failed");
    else
        engine_explain(m->reason, sizeof m->reason, c, t, v, level == REVEAL_FULL);
}

static bool keep_printed(case_mark *m, const observation *seen)
{
    if (!seen->printed_bytes)
        return true;
    m->printed = strdup(seen->printed);
    m->printed_bytes = seen->printed_bytes;
    return m->printed != NULL;
}

static size_t cases_of(const engine_cases *cases, direction d)
{
    size_t count = 0;
    for (size_t i = 0; i < cases->count; i++)
        count += cases->list[i]->part == d;
    return count;
}

static bool mark_part(sheet *s, part *p, const engine_result *r, sandbox *box, direction d,
                      error *e)
{
    const engine_cases *cases = &s->plan->engine;
    double points = s->plan->assignment->engine.points[d];
    size_t count = cases_of(cases, d), at = 0;
    if (points <= 0 || count == 0)
        return true;
    if (!part_open(p, direction_name[d], points, count))
        return fail(e, "no memory");
    for (size_t i = 0; i < cases->count; i++) {
        if (cases->list[i]->part != d)
            continue;
        assert(at < count && r->trials[i]);
        fill_case(&p->cases[at], s, cases->list[i], r->trials[i], &r->verdicts[i]);
        if (!keep_printed(&p->cases[at++], &r->trials[i]->seen))
            return fail(e, "no memory");
    }
    if (s->plan->assignment->reveal != REVEAL_SCORE) {
        const char *text =
            engine_diagnose(cases, d, (const engine_trial *const *)r->trials, r->verdicts);
        snprintf(p->mistake, sizeof p->mistake, "%s", text ? text : "");
        if (!add_smallest(p, r, s, box, d, e))
            return false;
    }
    sheet_score(s, p);
    return true;
}

bool mark_engine(sheet *s, item *out, sandbox *box, const submission *sub, error *e)
{
    engine_result r;
    out->group = "engines";
    out->name = ENGINE_ITEM;
    bool ok = open_result(&r, s->plan->engine.count, e) && run_cases(&r, s, box, sub, e);
    for (direction d = 0; d < DIRECTION_COUNT && ok; d++)
        ok = mark_part(s, &out->parts[d], &r, box, d, e);
    free_result(&r);
    return ok;
}

static void mark_rejected_case(case_mark *m, const engine_case *c, const sheet *s)
{
    m->name = c->name;
    m->place = s->plan->assignment->engine.place;
    m->is_public = c->is_public;
    m->kind = VERDICT_REJECTED;
    snprintf(m->reason, sizeof m->reason, "%.390s", s->rejection.text);
}

bool mark_rejected_engine(sheet *s, item *out, error *e)
{
    const engine_cases *cases = &s->plan->engine;
    out->group = "engines";
    out->name = ENGINE_ITEM;
    for (direction d = 0; d < DIRECTION_COUNT; d++) {
        part *p = &out->parts[d];
        size_t count = cases_of(cases, d), at = 0;
        if (s->plan->assignment->engine.points[d] <= 0 || count == 0)
            continue;
        if (!part_open(p, direction_name[d], s->plan->assignment->engine.points[d], count))
            return fail(e, "no memory");
        for (size_t i = 0; i < cases->count; i++)
            if (cases->list[i]->part == d)
                mark_rejected_case(&p->cases[at++], cases->list[i], s);
        sheet_score(s, p);
    }
    return true;
}
