#include "bank_tasks.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "grading.h"
#include "submissions/engines/claims.h"

/* What should become of a submission. */
typedef struct claim {
    char item[64];
    char so[4096];
    char says[160]; /* "" where there are no words for it yet */
    bool right;
} claim;

/* What the plan of an assignment's item is made of; trainings take long, so one item at a time. */
typedef struct bench {
    assignment *assignment;
    plan *plan;
    char item[64];
} bench;

static bool bench_set(bench *b, const char *assignment_path, const char *name, const char *seed,
                      error *e)
{
    const plan_filter filter = {.op_name = name, .case_name = ""};
    if (b->plan && strcmp(b->item, name) == 0)
        return true;
    plan_free(b->plan);
    b->plan = NULL;
    snprintf(b->item, sizeof b->item, "%s", name);
    return (b->assignment || assignment_open(&b->assignment, GRADE_CASES, assignment_path, e)) &&
           plan_make(&b->plan, b->assignment, GRADE_CASES, seed, &filter, e);
}

static void bench_release(bench *b)
{
    plan_free(b->plan);
    assignment_close(b->assignment);
}

/* What the sheet says of the first item: its first mistake, or else the first reason. */
static const char *said_of(const item *it, const char *wanted)
{
    const char *said = "";
    for (size_t k = 0; k < MAX_PARTS; k++) {
        const part *p = &it->parts[k];
        if (*wanted && strstr(p->mistake, wanted))
            return p->mistake;
        if (*p->mistake && !*said)
            said = p->mistake;
        for (size_t i = 0; i < p->count; i++) {
            if (*wanted && strstr(p->cases[i].reason, wanted))
                return p->cases[i].reason;
            if (!*said && p->cases[i].kind != VERDICT_PASSED)
                said = p->cases[i].reason;
        }
    }
    return said;
}

static bool grade_claim(tally *t, const bench *b, const claim *c, error *e)
{
    sheet *s = NULL;
    if (!grading_run(&s, b->plan, c->so, "", GRADE_WORKER, NULL, NULL, e))
        return false;
    if (s->rejected) {
        sheet_free(s);
        return fail(e, "%s: cannot be opened; build everything first", c->so);
    }
    const item *it = &s->items[0];
    const char *name = strrchr(c->so, '/') + 1, *said = said_of(it, c->says);
    if (c->right)
        tally_right(t, name, score_full(&s->total) ? NULL : said);
    else
        tally_wrong(t, name, score_full(&s->total),
                    *c->says && strstr(said, c->says) ? NAMED_RIGHT
                    : *c->says                        ? NAMED_WRONG
                                                      : NAMED_NOT,
                    said);
    sheet_free(s);
    return true;
}

/* Cuts the end of a comment off. */
static void close_comment(char *text)
{
    char *end = strstr(text, " */");
    text[strcspn(text, "\n")] = '\0';
    if (end)
        *end = '\0';
}

/* Lines 1 and 2 of a source: the item and what is wrong with it, and what is said. */
static bool read_claim(claim *c, const char *source, const char *folder, error *e)
{
    char first[400] = "", second[400] = "", verdict[16] = "";
    const char *name = strrchr(source, '/') + 1;
    FILE *f = fopen(source, "r");
    if (!f)
        return fail(e, "%s: %s", source, strerror(errno));
    const bool read = fgets(first, sizeof first, f) && fgets(second, sizeof second, f);
    fclose(f);
    *c = (claim){.says = ""};
    snprintf(c->so, sizeof c->so, "%s/%s/%.*s.so", SUBMISSIONS_DIR, folder, (int)strlen(name) - 2,
             name);
    if (!read || (sscanf(first, "/* function=%63s verdict=%15s", c->item, verdict) < 2 &&
                  sscanf(first, "/* training=mlp_%63s verdict=%15s", c->item, verdict) < 2))
        return fail(e, "%s: line 1 names no function or training", source);
    c->right = strcmp(verdict, "right") == 0;
    const char *says = strstr(second, "says=");
    snprintf(c->says, sizeof c->says, "%s", says ? says + strlen("says=") : "");
    close_comment(c->says);
    return true;
}

static bool grade_folder(tally *t, const char *folder, const char *assignment_path,
                         const char *seed, error *e)
{
    char pattern[4096];
    glob_t found = {0};
    bench b = {0};
    claim c;
    snprintf(pattern, sizeof pattern, "%s/submissions/%s/*.c", TESTS_DIR, folder);
    bool ok = glob(pattern, 0, NULL, &found) == 0 || fail(e, "%s: no sources", pattern);
    for (size_t i = 0; ok && i < found.gl_pathc; i++)
        ok = read_claim(&c, found.gl_pathv[i], folder, e) &&
             bench_set(&b, assignment_path, c.item, seed, e) && grade_claim(t, &b, &c, e);
    globfree(&found);
    bench_release(&b);
    return ok;
}

static bool grade_engines(tally *t, const char *seed, error *e)
{
    bench b = {0};
    bool ok = bench_set(&b, "fr", "engine", seed, e);
    for (size_t i = 0; ok && i < ENGINE_CLAIMS; i++) {
        const struct engine_claim *known = &engine_claims[i];
        claim c = {.right = !known->called};
        snprintf(c.so, sizeof c.so, "%s/engine_%s.so", SUBMISSIONS_DIR, known->file);
        snprintf(c.says, sizeof c.says, "%s", known->called ? known->called : "");
        ok = grade_claim(t, &b, &c, e);
    }
    bench_release(&b);
    return ok;
}

bool bank_tasks_grade(tally tallies[TASK_TALLIES], const char *seed, error *e)
{
    tallies[0] = (tally){.kind = "functions"};
    tallies[1] = (tally){.kind = "engines"};
    tallies[2] = (tally){.kind = "trainings"};
    return grade_folder(&tallies[0], "functions", TESTS_DIR "/assignments/functions.xml", seed,
                        e) &&
           grade_engines(&tallies[1], seed, e) &&
           grade_folder(&tallies[2], "training", TESTS_DIR "/assignments/trainings.xml", seed, e);
}
