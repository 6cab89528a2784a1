#include "plan_trainings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan_functions.h"
#include "streams.h"

/* A reference that misses a threshold from every start of so many has a wrong threshold. */
enum { DRAW_ATTEMPTS = 4 };

void plan_free_trainings(plan *p)
{
    for (size_t i = 0; i < p->training_count; i++) {
        for (size_t k = 0; k < p->trainings[i].case_count; k++) {
            training_case_free(p->trainings[i].cases[k].test);
            training_expectation_free(p->trainings[i].cases[k].expected);
        }
        free(p->trainings[i].cases);
    }
    free(p->trainings);
    training_sets_close(p->training_sets);
}

/* A chain of ops must fit the network whose parameters it is to train. */
static bool check_chain(const training_task *task, const training_case *c, error *e)
{
    op_network *n = NULL;
    if (task->how != TRAIN_BY_OPS)
        return true;
    bool ok = op_network_open_at(&n, task->ops, c->jobs[0].recipe.X->dims[1], &c->jobs[0].start, e);
    op_network_close(n);
    return ok;
}

/* Draws a case until the reference reaches what it asks for. *e says nothing of where. */
static bool try_case(planned_training_case *out, const plan *p, const training_task *task,
                     training_part part, size_t i, const training_expectation *before, error *e)
{
    const char *seed = out->is_public ? PUBLIC_SEED : p->seed;
    for (unsigned attempt = 0; attempt < DRAW_ATTEMPTS; attempt++) {
        refusal why;
        training_case *test = NULL;
        if (!training_case_draw(&test, task, part, i, p->training_sets, seed, attempt, e))
            return false;
        if (!check_chain(task, test, e)) {
            training_case_free(test);
            return false;
        }
        if (training_expect(&out->expected, test, before, &why, e)) {
            out->test = test;
            return true;
        }
        training_case_free(test);
        if (why != REFUSED_ROUGH && why != REFUSED_BLIND)
            break;
    }
    return false;
}

static bool prepare_case(planned_training_case *out, const plan *p, const training_task *task,
                         training_part part, size_t i, const training_expectation *before, error *e)
{
    error reason;
    return try_case(out, p, task, part, i, before, &reason) ||
           fail(e, "%s: training %s: %s", task->place, task->name, reason.text);
}

/* A public case that is misspelt would stay hidden, and nobody would know. */
static bool check_public_names(const training_task *task, error *e)
{
    for (size_t i = 0; i < task->public.count; i++) {
        bool found = false;
        for (training_part part = 0; part < TRAINING_PARTS; part++)
            for (size_t k = 0; k < training_case_count(task, part) && !found; k++) {
                char name[CASE_NAME];
                found = strcmp(task->public.name[i], training_case_name(task, part, k, name)) == 0;
            }
        if (!found)
            return fail(e, "%s: %s has no case %s to be public; expected names of its cases",
                        task->place, task->name, task->public.name[i]);
    }
    return true;
}

static bool prepare_part(planned_training *out, const plan *p, training_part part,
                         const plan_filter *filter, error *e)
{
    const training_task *task = out->task;
    const training_expectation *before = NULL;
    for (size_t i = 0; i < training_case_count(task, part); i++) {
        planned_training_case *c = &out->cases[out->case_count];
        char name[CASE_NAME];
        training_case_name(task, part, i, name);
        c->is_public = public_names_allow(&task->public, name, training_case_public(task, part, i));
        if (!plan_wants(filter, name, c->is_public))
            continue;
        if (!prepare_case(c, p, task, part, i, before, e))
            return false;
        before = part == PART_THRESHOLD ? c->expected : NULL;
        out->case_count++;
    }
    return true;
}

/* A training whose cases are all filtered out leaves no trace in the plan. */
static bool add_training(plan *p, const training_task *task, const plan_filter *filter, error *e)
{
    planned_training *added = &p->trainings[p->training_count++];
    size_t most = 0;
    for (training_part part = 0; part < TRAINING_PARTS; part++)
        most += training_case_count(task, part);
    added->task = task;
    added->cases = calloc(most + 1, sizeof *added->cases);
    if (!added->cases)
        return fail(e, "no memory");
    if (!check_public_names(task, e))
        return false;
    for (training_part part = 0; part < TRAINING_PARTS; part++)
        if (!prepare_part(added, p, part, filter, e))
            return false;
    p->case_count += added->case_count;
    if (added->case_count == 0) {
        free(added->cases);
        *added = (planned_training){0};
        p->training_count--;
    }
    return true;
}

bool plan_add_trainings(plan *p, const plan_filter *filter, error *e)
{
    const assignment *a = p->assignment;
    if (a->training_count == 0)
        return true;
    p->trainings = calloc(a->training_count, sizeof *p->trainings);
    if (!p->trainings)
        return fail(e, "no memory");
    if (!training_sets_open(&p->training_sets, filter->data_directory ? filter->data_directory : "",
                            e))
        return false;
    for (size_t i = 0; i < a->training_count; i++) {
        const training_task *task = &a->training[i];
        if (*filter->op_name && strcmp(filter->op_name, task->name) != 0)
            continue;
        if (!add_training(p, task, filter, e))
            return false;
    }
    return true;
}
