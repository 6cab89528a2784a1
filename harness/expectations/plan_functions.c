#include "plan_functions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "streams.h"
#include "text.h"

enum { DRAW_ATTEMPTS = 32 };

void plan_free_functions(plan *p)
{
    for (size_t i = 0; i < p->function_count; i++) {
        for (size_t k = 0; k < p->functions[i].case_count; k++) {
            function_case_free(p->functions[i].cases[k].test);
            function_expectation_free(p->functions[i].cases[k].expected);
        }
        free(p->functions[i].cases);
    }
    free(p->functions);
}

/* Draws a case until it is fit: an unlucky draw is drawn again. */
static bool prepare_case(planned_function_case *out, const function_spec *spec, const char *seed,
                         const tolerances *t, error *e)
{
    for (unsigned attempt = 0; attempt < DRAW_ATTEMPTS; attempt++) {
        refusal why;
        function_case *test = NULL;
        if (!function_case_draw(&test, spec, seed, attempt, e))
            return false;
        if (function_expect(&out->expected, test, t, &why, e)) {
            out->test = test;
            return true;
        }
        function_case_free(test);
        bool unlucky = why == REFUSED_ROUGH || why == REFUSED_BLIND;
        if (!unlucky || !function_spec_drawn(spec))
            break;
    }
    error reason = *e;
    return fail(e, "%s: %s", text_tail(function_spec_place(spec)), reason.text);
}

/* A public case that is misspelt would stay hidden, and nobody would know. */
static bool check_public_names(const function_task *task, const function_case_set *set, error *e)
{
    for (size_t i = 0; i < task->public.count; i++) {
        bool found = false;
        for (size_t k = 0; k < function_case_set_count(set) && !found; k++)
            found =
                strcmp(task->public.name[i], function_spec_name(function_case_set_at(set, k))) == 0;
        if (!found)
            return fail(e, "%s: %s has no case %s to be public; expected names of its cases",
                        task->public.place, task->f->name, task->public.name[i]);
    }
    return true;
}

static bool prepare_function(planned_function *out, const function_task *task,
                             const function_case_set *set, const plan *p, const plan_filter *filter,
                             error *e)
{
    const tolerances t = {.rounding_factor = p->assignment->rounding_factor,
                          .proof_factor = p->assignment->proof_factor};
    out->task = task;
    out->cases = calloc(function_case_set_count(set), sizeof *out->cases);
    if (!out->cases)
        return fail(e, "no memory");
    for (size_t i = 0; i < function_case_set_count(set); i++) {
        const function_spec *spec = function_case_set_at(set, i);
        const char *name = function_spec_name(spec);
        bool is_public = public_names_allow(&task->public, name, function_spec_public(spec));
        planned_function_case *c = &out->cases[out->case_count];
        if (!plan_wants(filter, name, is_public))
            continue;
        if (!prepare_case(c, spec, is_public ? PUBLIC_SEED : p->seed, &t, e))
            return false;
        c->is_public = is_public;
        snprintf(c->place, sizeof c->place, "%s", function_spec_place(spec));
        out->case_count++;
    }
    return check_public_names(task, set, e);
}

/* A function whose cases are all filtered out leaves no trace in the plan. */
static bool add_function(plan *p, const function_task *task, const char *directory,
                         xml_schema *schema, const plan_filter *filter, error *e)
{
    function_case_set *set = NULL;
    if (!function_case_set_open(&set, directory, task->f, schema, e))
        return false;
    planned_function *added = &p->functions[p->function_count++];
    bool ok = prepare_function(added, task, set, p, filter, e);
    function_case_set_close(set);
    p->case_count += added->case_count;
    if (ok && added->case_count == 0) {
        free(added->cases);
        *added = (planned_function){0};
        p->function_count--;
    }
    return ok;
}

bool plan_add_functions(plan *p, const char *directory, xml_schema *schema,
                        const plan_filter *filter, error *e)
{
    const assignment *a = p->assignment;
    if (a->function_count == 0)
        return true;
    p->functions = calloc(a->function_count, sizeof *p->functions);
    if (!p->functions)
        return fail(e, "no memory");
    for (size_t i = 0; i < a->function_count; i++) {
        const function_task *task = &a->function[i];
        if (*filter->op_name && strcmp(filter->op_name, task->f->name) != 0)
            continue;
        if (!add_function(p, task, directory, schema, filter, e))
            return false;
    }
    return true;
}
