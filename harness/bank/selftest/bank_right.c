#include "bank_right.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "grading.h"

/* Why the first case that did not pass did not. */
static const char *first_reason(const part *p)
{
    for (size_t k = 0; k < p->count; k++)
        if (p->cases[k].kind != VERDICT_PASSED)
            return p->cases[k].reason;
    return "";
}

static void count(tally *t, const sheet *s, const char *path)
{
    char name[512];
    for (size_t i = 0; i < s->item_count; i++)
        for (direction d = FORWARD; d < DIRECTION_COUNT; d++) {
            const part *p = &s->items[i].parts[d];
            if (part_missing(p))
                continue;
            snprintf(name, sizeof name, "%s: %s_%s", strrchr(path, '/') + 1, s->items[i].name,
                     p->name);
            tally_right(t, name, score_full(&p->score) ? NULL : first_reason(p));
        }
}

bool bank_right_grade(tally *t, const char *seed, error *e)
{
    const plan_filter filter = {.op_name = "", .case_name = ""};
    assignment *a = NULL;
    plan *p = NULL;
    glob_t found = {0};
    *t = (tally){.kind = "right, different"};
    bool ok = assignment_open(&a, GRADE_CASES, SELFTEST_DIR "/ops.xml", e) &&
              plan_make(&p, a, GRADE_CASES, seed, &filter, e);
    if (ok && glob(BANK_DIR "/right/*.so", 0, NULL, &found) != 0)
        ok = fail(e, "%s/right: no right variants; build the target bank first", BANK_DIR);
    for (size_t i = 0; ok && i < found.gl_pathc; i++) {
        sheet *s = NULL;
        ok = grading_run(&s, p, found.gl_pathv[i], "", GRADE_WORKER, NULL, NULL, e);
        if (ok)
            count(t, s, found.gl_pathv[i]);
        sheet_free(s);
    }
    globfree(&found);
    plan_free(p);
    assignment_close(a);
    return ok;
}
