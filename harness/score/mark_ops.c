#include "mark_ops.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain.h"
#include "follow_through.h"
#include "steady.h"

static bool judge_op(op_result *r, const submission *sub, sandbox *box, error *e)
{
    const planned_op *planned = r->planned;
    for (direction d = 0; d < DIRECTION_COUNT; d++) {
        if (planned->task->points[d] <= 0)
            continue;
        r->verdicts[d] = calloc(planned->case_count, sizeof(verdict));
        if (!r->verdicts[d])
            return fail(e, "no memory");
        for (size_t k = 0; k < planned->case_count; k++) {
            const planned_case *c = &planned->cases[k];
            r->verdicts[d][k] =
                judge(d, r->trials.defined[d], c->test, c->expected, &r->trials.cases[k]);
        }
        r->mistakes[d] = diagnose(d, planned, &r->trials, r->verdicts[d]);
        if (!r->mistakes[d].found &&
            !steady_mistake(&r->mistakes[d], d, box, planned, &r->trials, r->verdicts[d], e))
            return false;
        if (!r->trials.defined[d]) {
            char symbol[128];
            snprintf(symbol, sizeof symbol, "%s_%s", planned->task->op->name, direction_name[d]);
            submission_hint(sub, symbol, r->hints[d], sizeof r->hints[d]);
        }
    }
    return true;
}

static bool find_follow_through(op_result *r, sandbox *box, error *e)
{
    if (!r->verdicts[FORWARD] || !r->verdicts[BACKWARD])
        return true;
    r->follows = calloc(r->planned->case_count, sizeof *r->follows);
    if (!r->follows)
        return fail(e, "no memory");
    return follow_through_find(r->follows, box, r->planned, &r->trials, r->verdicts[FORWARD],
                               r->verdicts[BACKWARD], e);
}

bool op_result_make(op_result *out, sandbox *box, const submission *sub, const planned_op *planned,
                    observation *unloadable, error *e)
{
    op_result r = {.planned = planned};
    if (!observe_op(&r.trials, box, sub, planned, unloadable, e))
        return false;
    if (!judge_op(&r, sub, box, e) || !find_follow_through(&r, box, e)) {
        op_result_free(&r);
        return false;
    }
    *out = r;
    return true;
}

void op_result_free(op_result *r)
{
    op_trials_free(&r->trials);
    for (direction d = 0; d < DIRECTION_COUNT; d++)
        free(r->verdicts[d]);
    free(r->follows);
    *r = (op_result){0};
}

static double case_seconds(const op_result *r, direction d, size_t k)
{
    double seconds = 0;
    for (probe p = 0; p < PROBE_COUNT; p++)
        if (probe_direction(p) == d)
            seconds += r->trials.cases[k].trials[p].seen.cpu_seconds;
    return seconds;
}

/* What was printed in the calls of a direction: the first of them that printed anything. */
static bool keep_printed(case_mark *m, const op_result *r, direction d, size_t k)
{
    for (probe p = 0; p < PROBE_COUNT && !m->printed; p++) {
        const observation *seen = &r->trials.cases[k].trials[p].seen;
        if (probe_direction(p) != d || !seen->printed_bytes)
            continue;
        m->printed = strdup(seen->printed);
        m->printed_bytes = seen->printed_bytes;
        if (!m->printed)
            return false;
    }
    return true;
}

static void place_case(case_mark *m, const sheet *s, const planned_case *c)
{
    m->name = c->test->name;
    m->place = c->place;
    m->is_public = c->is_public;
    m->revealed = reveal_of(s->plan, c) == REVEAL_FULL;
}

static void name_mistake(part *out, const mistake *m)
{
    snprintf(out->mistake, sizeof out->mistake, "%s", m->text);
    snprintf(out->advice, sizeof out->advice, "%s", m->hint);
}

static bool mark_direction(sheet *s, part *out, const op_result *r, direction d)
{
    const planned_op *planned = r->planned;
    if (!part_open(out, direction_name[d], planned->task->points[d], planned->case_count))
        return false;
    for (size_t k = 0; k < planned->case_count; k++) {
        case_mark *m = &out->cases[k];
        reveal level = reveal_of(s->plan, &planned->cases[k]);
        place_case(m, s, &planned->cases[k]);
        m->kind = r->verdicts[d][k].kind;
        m->credit = m->kind == VERDICT_PASSED;
        m->seconds = case_seconds(r, d, k);
        explain_case(m->reason, sizeof m->reason, r, d, k, level);
        if (d == BACKWARD && r->follows && r->follows[k]) {
            m->follows = true;
            m->credit = s->plan->assignment->follow_through;
        }
        explain_numbers(m->numbers, sizeof m->numbers, r, d, k, level);
        if (!keep_printed(m, r, d, k))
            return false;
    }
    if (part_follows(out))
        snprintf(out->mistake, sizeof out->mistake,
                 "wrong, but right for the forward that is there: mend forward first");
    else if (r->mistakes[d].found && s->plan->assignment->reveal != REVEAL_SCORE)
        name_mistake(out, &r->mistakes[d]);
    if (*r->hints[d])
        snprintf(out->hint, sizeof out->hint, "%s", r->hints[d]);
    sheet_score(s, out);
    return true;
}

bool mark_op(sheet *s, item *out, const op_result *r, error *e)
{
    out->group = "ops";
    out->name = r->planned->task->op->name;
    for (direction d = 0; d < DIRECTION_COUNT; d++)
        if (r->verdicts[d] && !mark_direction(s, &out->parts[d], r, d))
            return fail(e, "no memory");
    return true;
}

bool mark_rejected_op(sheet *s, item *out, const planned_op *planned, error *e)
{
    out->group = "ops";
    out->name = planned->task->op->name;
    for (direction d = 0; d < DIRECTION_COUNT; d++) {
        part *p = &out->parts[d];
        if (planned->task->points[d] <= 0)
            continue;
        if (!part_open(p, direction_name[d], planned->task->points[d], planned->case_count))
            return fail(e, "no memory");
        for (size_t k = 0; k < p->count; k++) {
            place_case(&p->cases[k], s, &planned->cases[k]);
            p->cases[k].kind = VERDICT_REJECTED;
            snprintf(p->cases[k].reason, sizeof p->cases[k].reason, "%.390s", s->rejection.text);
        }
        sheet_score(s, p);
    }
    return true;
}
