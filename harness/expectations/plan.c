#include "plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interrupt.h"
#include "near_miss.h"
#include "plan_engine.h"
#include "plan_functions.h"
#include "plan_trainings.h"
#include "streams.h"
#include "text.h"

enum { DRAW_ATTEMPTS = 32 };

void plan_free(plan *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->op_count; i++) {
        for (size_t k = 0; k < p->ops[i].case_count; k++) {
            case_free(p->ops[i].cases[k].test);
            expectation_free(p->ops[i].cases[k].expected);
        }
        free(p->ops[i].cases);
    }
    free(p->ops);
    plan_free_functions(p);
    plan_free_engine(p);
    plan_free_trainings(p);
    free(p);
}

size_t plan_item_count(const plan *p)
{
    return p->op_count + p->function_count + (p->engine.count > 0) + p->graph_count +
           p->training_count;
}

bool plan_wants(const plan_filter *filter, const char *case_name, bool is_public)
{
    if (filter->public_only && !is_public)
        return false;
    return !*filter->case_name || strcmp(filter->case_name, case_name) == 0;
}

static bool prepare_case(planned_case *out, const case_spec *spec, const char *seed,
                         const tolerances *t, error *e)
{
    for (unsigned attempt = 0; attempt < DRAW_ATTEMPTS; attempt++) {
        refusal why;
        test_case *test = NULL;
        if (!case_draw(&test, spec, seed, attempt, e))
            return false;
        if (expectation_make(&out->expected, test, t, &why, e)) {
            out->test = test;
            return true;
        }
        case_free(test);
        bool unlucky = why == REFUSED_ROUGH || why == REFUSED_BLIND;
        if (!unlucky || !case_spec_drawn(spec))
            break;
    }
    error reason = *e;
    return fail(e, "%s: %s", text_tail(case_spec_place(spec)), reason.text);
}

/* A public case that is misspelt would stay hidden, and nobody would know. */
static bool check_public_names(const op_task *task, const case_set *set, error *e)
{
    for (size_t i = 0; i < task->public.count; i++) {
        bool found = false;
        for (size_t k = 0; k < case_set_count(set) && !found; k++)
            found = strcmp(task->public.name[i], case_spec_name(case_set_at(set, k))) == 0;
        if (!found)
            return fail(e, "%s: %s has no case %s to be public; expected names of its cases",
                        task->public.place, task->op->name, task->public.name[i]);
    }
    return true;
}

static bool prepare_op(planned_op *out, const op_task *task, const case_set *set, const plan *p,
                       const plan_filter *filter, error *e)
{
    const tolerances t = {.rounding_factor = p->assignment->rounding_factor,
                          .proof_factor = p->assignment->proof_factor};
    if (!check_public_names(task, set, e))
        return false;
    out->task = task;
    out->cases = calloc(case_set_count(set), sizeof *out->cases);
    if (!out->cases)
        return fail(e, "no memory");
    for (size_t i = 0; i < case_set_count(set); i++) {
        const case_spec *spec = case_set_at(set, i);
        const char *name = case_spec_name(spec);
        bool public_case = public_names_allow(&task->public, name, case_spec_public(spec));
        if (!plan_wants(filter, name, public_case))
            continue;
        planned_case *c = &out->cases[out->case_count];
        if (!prepare_case(c, spec, public_case ? PUBLIC_SEED : p->seed, &t, e))
            return false;
        c->is_public = public_case;
        snprintf(c->place, sizeof c->place, "%s", case_spec_place(spec));
        out->case_count++;
    }
    return true;
}

/* An op whose cases are all filtered out leaves no trace in the plan. */
static bool add_op(plan *p, const op_task *task, const char *directory, xml_schema *schema,
                   const plan_filter *filter, error *e)
{
    case_set *set = NULL;
    if (!case_set_open(&set, directory, task->op, schema, e))
        return false;
    planned_op *added = &p->ops[p->op_count++];
    bool ok = prepare_op(added, task, set, p, filter, e);
    case_set_close(set);
    p->case_count += added->case_count;
    if (ok && added->case_count == 0) {
        free(added->cases);
        *added = (planned_op){0};
        p->op_count--;
    }
    return ok;
}

/* Says what the filter has left out, and what it may have meant. */
static bool fail_empty(const assignment *a, const plan_filter *filter, error *e)
{
    char question[80];
    near_miss near = near_miss_start(filter->op_name);
    for (size_t i = 0; i < a->task_count; i++)
        near_miss_try(&near, a->task[i].op->name);
    for (size_t i = 0; i < a->function_count; i++)
        near_miss_try(&near, a->function[i].f->name);
    for (size_t i = 0; i < a->training_count; i++)
        near_miss_try(&near, a->training[i].name);
    if (near.closest && strcmp(near.closest, filter->op_name) == 0)
        near.closest = NULL; /* it is there, but has no such case */
    return fail(
        e, "no case is left to run: assignment %s has no %s%s%.80s%s%.80s; see grade --list%s",
        a->name, filter->public_only ? "public " : "", *filter->case_name ? "case " : "case",
        filter->case_name, *filter->op_name ? " of op " : "", filter->op_name,
        near_miss_question(&near, question, sizeof question));
}

bool plan_make(plan **out, const assignment *a, const char *directory, const char *seed,
               const plan_filter *filter, error *e)
{
    bool made = false;
    xml_schema *schema = NULL;
    char path[4096];
    plan *p = calloc(1, sizeof *p);
    if (!p || !(p->ops = calloc(a->task_count, sizeof *p->ops))) {
        fail(e, "no memory");
        goto done;
    }
    p->assignment = a;
    snprintf(p->seed, sizeof p->seed, "%s", seed);
    snprintf(path, sizeof path, "%s/cases.xsd", directory);
    if (!xml_schema_open(&schema, path, e))
        goto done;
    for (size_t i = 0; i < a->task_count; i++) {
        if (!interrupt_check(e))
            goto done;
        const op_task *task = &a->task[i];
        if (*filter->op_name && strcmp(filter->op_name, task->op->name) != 0)
            continue;
        if (!add_op(p, task, directory, schema, filter, e))
            goto done;
    }
    if (!plan_add_functions(p, directory, schema, filter, e) || !plan_add_engine(p, filter, e) ||
        !plan_add_graphs(p, filter, e) || !plan_add_trainings(p, filter, e))
        goto done;
    if (p->case_count == 0) {
        fail_empty(a, filter, e);
        goto done;
    }
    *out = p;
    p = NULL;
    made = true;
done:
    xml_schema_close(schema);
    plan_free(p);
    return made;
}
