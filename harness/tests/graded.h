/* graded.h - whole gradings, for tests that look at mark sheets. */
#ifndef GRADED_H
#define GRADED_H

#include <stdio.h>
#include <string.h>

#include "assignment.h"
#include "grading.h"
#include "plan.h"
#include "testing.h"

typedef struct graded {
    assignment *assignment;
    plan *plan;
    sheet *sheet;
} graded;

/* Grades BUILD_DIR/file against an assignment; op_name "" for all ops. */
static inline graded grade_file(const char *assignment_name, const char *op_name, const char *file)
{
    graded g = {0};
    error e = {""};
    char path[4096];
    const plan_filter filter = {.op_name = op_name, .case_name = ""};
    snprintf(path, sizeof path, "%s/%s", BUILD_DIR, file);
    ck_assert_msg(assignment_open(&g.assignment, GRADE_CASES, assignment_name, &e), "%s", e.text);
    ck_assert_msg(plan_make(&g.plan, g.assignment, GRADE_CASES, "a-test's-seed", &filter, &e), "%s",
                  e.text);
    ck_assert_msg(grading_run(&g.sheet, g.plan, path, "student", GRADE_WORKER, NULL, NULL, &e),
                  "%s", e.text);
    return g;
}

static inline void release_graded(graded *g)
{
    sheet_free(g->sheet);
    plan_free(g->plan);
    assignment_close(g->assignment);
}

static inline const item *find_item(const sheet *s, const char *name)
{
    for (size_t i = 0; i < s->item_count; i++)
        if (strcmp(s->items[i].name, name) == 0)
            return &s->items[i];
    ck_abort_msg("the sheet has no item %s", name);
    return NULL;
}

/* Why the first case that did not pass did not. */
static inline const char *first_reason(const part *p)
{
    for (size_t k = 0; k < p->count; k++)
        if (p->cases[k].kind != VERDICT_PASSED)
            return p->cases[k].reason;
    return "";
}

#endif
