#include "plan_engine.h"

#include <stdlib.h>
#include <string.h>

#include "engine_graph.h"

static bool item_wanted(const plan_filter *filter, const char *name)
{
    return !*filter->op_name || strcmp(filter->op_name, name) == 0;
}

static bool case_wanted(const plan_filter *filter, const engine_case *c)
{
    return (!*filter->case_name || strcmp(filter->case_name, c->name) == 0) &&
           (!filter->public_only || c->is_public);
}

/* Leaves only what the filter does. */
static void filter_cases(engine_cases *c, const plan_filter *filter)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->count; i++) {
        if (case_wanted(filter, c->list[i]))
            c->list[kept++] = c->list[i];
        else
            engine_case_free(c->list[i]);
    }
    c->count = kept;
}

bool plan_add_engine(plan *p, const plan_filter *filter, error *e)
{
    double points = 0;
    for (direction d = 0; d < DIRECTION_COUNT; d++)
        points += p->assignment->engine.points[d];
    if (points <= 0 || !item_wanted(filter, ENGINE_ITEM))
        return true;
    if (!engine_cases_make(&p->engine, p->seed, e))
        return false;
    filter_cases(&p->engine, filter);
    p->case_count += p->engine.count;
    return true;
}

bool plan_add_graphs(plan *p, const plan_filter *filter, error *e)
{
    for (size_t i = 0; i < p->assignment->graph_count; i++) {
        const graph_task *task = &p->assignment->graph[i];
        if ((*filter->case_name && !*filter->op_name) || !item_wanted(filter, task->row->name))
            continue;
        graph_question *question = malloc(sizeof *question);
        if (!question)
            return fail(e, "no memory");
        if (!graph_question_make(question, task->row, p->seed, filter->public_only, e)) {
            free(question);
            return false;
        }
        p->graphs[p->graph_count++] = (planned_graph){.task = task, .question = question};
        p->case_count += 2 * question->point_count + 1;
    }
    return true;
}

void plan_free_engine(plan *p)
{
    engine_cases_free(&p->engine);
    for (size_t i = 0; i < p->graph_count; i++)
        free(p->graphs[i].question);
}
