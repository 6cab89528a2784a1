/* mark_graph.c - mark_graph and mark_rejected_graph, see mark_engine.h. */
#include <assert.h>
#include <stdio.h>

#include "engine_graph.h"
#include "explain.h"
#include "judge.h"
#include "mark_engine.h"
#include "sandbox_engine.h"

/* The parts of a graph's item, and their cases. */
static const char *const part_name[GRAPH_PARTS] = {
    [GRAPH_VALUE] = "value", [GRAPH_GRADIENT] = "gradient", [GRAPH_NODES] = "nodes"};
static const char *const point_name[GRAPH_POINTS] = {"point-1", "point-2", "point-3"};

static const char *case_name(graph_part p, size_t k)
{
    assert(k < GRAPH_POINTS);
    return p == GRAPH_NODES ? "count" : point_name[k];
}

static const graph_verdict *verdict_of(const graph_verdicts *v, graph_part p, size_t k)
{
    return p == GRAPH_NODES ? &v->nodes : p == GRAPH_VALUE ? &v->value[k] : &v->gradient[k];
}

/* What is said of a graph that was not drawn. */
static graph_verdict undrawn(const observation *seen, bool defined)
{
    graph_verdict v = {.kind = VERDICT_NOT_IMPLEMENTED, .reason = "the graph is not implemented"};
    if (!defined || (seen->outcome == CALL_RETURNED && seen->code == OP_NOT_IMPLEMENTED))
        return v;
    v.kind = judge_outcome(seen);
    /* All that it got are the numbers of nodes. */
    explain_outcome(v.reason, sizeof v.reason, NULL, seen, REVEAL_FULL);
    return v;
}

static void set_all(graph_verdicts *all, graph_verdict v)
{
    for (size_t k = 0; k < GRAPH_POINTS; k++)
        all->value[k] = all->gradient[k] = v;
    all->nodes = v;
}

static void fill_case(case_mark *m, const sheet *s, const graph_verdict *v)
{
    reveal level = m->is_public ? REVEAL_FULL : s->plan->assignment->reveal;
    m->kind = v->kind;
    m->credit = v->kind == VERDICT_PASSED;
    m->revealed = level == REVEAL_FULL;
    bool failure = verdict_class_of(v->kind) == CLASS_FAILURE;
    bool numbers = v->kind == VERDICT_WRONG_VALUE || v->kind == VERDICT_WRONG_GRADIENT;
    if (v->kind == VERDICT_PASSED)
        return;
    if (failure && (level == REVEAL_SCORE || (numbers && level != REVEAL_FULL)))
        snprintf(m->reason, sizeof m->reason, "%s",
                 level == REVEAL_SCORE || !numbers ? "failed"
                 : v->kind == VERDICT_WRONG_VALUE  ? "its value is wrong"
                                                   : "its gradient is wrong");
    else
        snprintf(m->reason, sizeof m->reason, "%s", v->reason);
}

static bool mark_parts(sheet *s, item *out, const planned_graph *g, const graph_verdicts *v,
                       error *e)
{
    for (graph_part p = 0; p < GRAPH_PARTS; p++) {
        part *to = &out->parts[p];
        if (g->task->points[p] <= 0)
            continue;
        const size_t count = p == GRAPH_NODES ? 1 : g->question->point_count;
        if (!part_open(to, part_name[p], g->task->points[p], count))
            return fail(e, "no memory");
        for (size_t k = 0; k < to->count; k++) {
            to->cases[k].name = case_name(p, k);
            to->cases[k].place = g->task->place;
            to->cases[k].is_public = k == 0;
            fill_case(&to->cases[k], s, verdict_of(v, p, k));
        }
        sheet_score(s, to);
    }
    return true;
}

bool mark_graph(sheet *s, item *out, sandbox *box, const submission *sub, const planned_graph *g,
                error *e)
{
    const graph_row *row = g->question->row;
    graph_record drawn;
    graph_verdicts v;
    observation seen = {0};
    bool defined = submission_defines(sub, row->name);
    out->group = "graphs";
    out->name = row->name;
    sandbox_renew(box);
    if (defined && !sandbox_draw_graph(box, row->name, row->input_count, &drawn, &seen, e))
        return false;
    if (!defined || seen.outcome != CALL_COMPLETED)
        set_all(&v, undrawn(&seen, defined));
    else if (!graph_judge(&v, g->question, &drawn, e))
        return false;
    return mark_parts(s, out, g, &v, e);
}

bool mark_rejected_graph(sheet *s, item *out, const planned_graph *g, error *e)
{
    graph_verdicts v;
    graph_verdict rejected = {.kind = VERDICT_REJECTED};
    snprintf(rejected.reason, sizeof rejected.reason, "%.200s", s->rejection.text);
    set_all(&v, rejected);
    out->group = "graphs";
    out->name = g->question->row->name;
    return mark_parts(s, out, g, &v, e);
}
