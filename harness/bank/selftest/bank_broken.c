#include "bank_broken.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "grading.h"

/* Line 1 of a source. */
typedef struct claim {
    char op[64], direction[16], verdict[32], says[160];
} claim;

static bool read_claim(claim *c, const char *path, error *e)
{
    char line[400] = "";
    FILE *f = fopen(path, "r");
    if (!f)
        return fail(e, "%s: %s", path, strerror(errno));
    const bool read = fgets(line, sizeof line, f) != NULL;
    fclose(f);
    c->says[0] = '\0';
    if (!read || sscanf(line, "/* op=%63s direction=%15s verdict=%31s says=%159[^\n]", c->op,
                        c->direction, c->verdict, c->says) < 3)
        return fail(e, "%s: line 1 does not say op, direction and verdict", path);
    char *end = strstr(c->says, " */");
    if (end || strcmp(c->says, "*/") == 0)
        *(end ? end : c->says) = '\0';
    return true;
}

/* Looks at the part that the claim is about; all other ops must have full marks. */
static void compare(tally *t, const sheet *s, const claim *c, const char *name)
{
    char label[160];
    for (size_t i = 0; i < s->item_count; i++)
        for (direction d = FORWARD; d <= BACKWARD; d++) {
            const part *p = &s->items[i].parts[d];
            size_t k = 0;
            const bool same = strcmp(s->items[i].name, c->op) == 0;
            snprintf(label, sizeof label, "%s: %s_%s", name, s->items[i].name, p->name);
            while (k < p->count && strcmp(verdict_kind_name(p->cases[k].kind), c->verdict) != 0)
                k++;
            if (same && strcmp(p->name, c->direction) == 0) {
                const char *said = k == p->count ? "another verdict"
                                   : *p->mistake ? p->mistake
                                                 : p->cases[k].reason;
                const bool right =
                    k < p->count && *c->says &&
                    (strstr(p->mistake, c->says) || strstr(p->cases[k].reason, c->says));
                tally_wrong(t, label, score_full(&p->score),
                            right                          ? NAMED_RIGHT
                            : k < p->count && !*p->mistake ? NAMED_NOT
                                                           : NAMED_WRONG,
                            said);
            } else if (!same) {
                tally_right(t, label, score_full(&p->score) ? NULL : "another op");
            }
        }
}

static bool grade_one(tally *t, const plan *p, const char *source, error *e)
{
    claim c;
    char path[4096];
    const char *name = strrchr(source, '/') + 1;
    sheet *s = NULL;
    snprintf(path, sizeof path, "%s/broken/%.*s.so", BANK_DIR, (int)strlen(name) - 2, name);
    if (!read_claim(&c, source, e) || !grading_run(&s, p, path, "", GRADE_WORKER, NULL, NULL, e))
        return false;
    const bool opened = !s->rejected;
    if (opened)
        compare(t, s, &c, name);
    sheet_free(s);
    return opened || fail(e, "%s: cannot be opened; build the target bank first", path);
}

bool bank_broken_grade(tally *t, const char *seed, error *e)
{
    const plan_filter filter = {.op_name = "", .case_name = ""};
    assignment *a = NULL;
    plan *p = NULL;
    glob_t found = {0};
    *t = (tally){.kind = "memory and state"};
    bool ok = assignment_open(&a, GRADE_CASES, SELFTEST_DIR "/ops.xml", e) &&
              plan_make(&p, a, GRADE_CASES, seed, &filter, e);
    if (ok && glob(BROKEN_SOURCES "/*.c", 0, NULL, &found) != 0)
        ok = fail(e, "%s: no sources", BROKEN_SOURCES);
    for (size_t i = 0; ok && i < found.gl_pathc; i++)
        ok = grade_one(t, p, found.gl_pathv[i], e);
    globfree(&found);
    plan_free(p);
    assignment_close(a);
    return ok;
}
