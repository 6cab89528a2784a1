#include "bank_ops.h"

#include <stdio.h>
#include <string.h>

#include "mark_ops.h"
#include "sandbox.h"
#include "submission.h"
#include "unseen.h"
#include "wrong.h"

typedef struct bench {
    assignment *assignment;
    plan *plan;
    submission *sub;
    sandbox *box;
    bank_choice choice;
    tally *tallies;
} bench;

static direction direction_of(const wrong_variant *w)
{
    return w->forward ? FORWARD : w->backward ? BACKWARD : JVP;
}

static bool passed(const op_result *r, direction d)
{
    for (size_t k = 0; k < r->planned->case_count; k++)
        if (r->verdicts[d][k].kind != VERDICT_PASSED)
            return false;
    return true;
}

static naming naming_of(const wrong_variant *w, const mistake *m)
{
    if (!m->found)
        return NAMED_NOT;
    if (strncmp(m->text, w->sentence, strlen(w->sentence)) == 0)
        return NAMED_RIGHT;
    return strncmp(m->text, "either ", strlen("either ")) == 0 ? NAMED_SHARED : NAMED_WRONG;
}

/* Whether what is said is right is for the reader to judge where the bank's own words are not
 * expected; it is printed beside what is the matter. */
static naming naming_shown(const wrong_variant *w, const mistake *m, const char *name)
{
    if (!m->found)
        return NAMED_NOT;
    printf("  %s: \"%s\"; in truth: %s\n", name, m->text, w->sentence);
    return NAMED_RIGHT;
}

static wrong_op variants_of(const bench *b, const char *op_name)
{
    return b->choice == BANK_UNSEEN ? unseen_variants(op_name) : wrong_variants(op_name);
}

/* Counts the result of an op with the wrong variant w, or with none. */
static void count(bench *b, const op_result *r, const wrong_variant *w)
{
    char name[160];
    const char *op_name = r->planned->task->op->name;
    for (direction d = 0; d < DIRECTION_COUNT; d++) {
        snprintf(name, sizeof name, "%s_%s, %s", op_name, direction_name[d],
                 w ? w->name : "reference");
        if (w && direction_of(w) == d) {
            const mistake m = b->choice == BANK_ALONE
                                  ? diagnose_generally(d, r->planned, &r->trials, r->verdicts[d])
                                  : r->mistakes[d];
            const naming how =
                b->choice == BANK_KNOWN ? naming_of(w, &m) : naming_shown(w, &m, name);
            tally_wrong(&b->tallies[d], name, passed(r, d), how, m.text);
        } else {
            tally_right(&b->tallies[d], name,
                        passed(r, d) ? NULL : "a right function beside a wrong one");
        }
    }
}

static bool grade_round(bench *b, size_t round, error *e)
{
    bool grader_fault = false, ok = true;
    char path[4096];
    observation unloadable = {0};
    snprintf(path, sizeof path, "%s/%s_%zu.so", BANK_DIR,
             b->choice == BANK_UNSEEN ? "unseen/unseen" : "wrong/round", round);
    if (!submission_open(&b->sub, path, &b->assignment->limits, &grader_fault, e))
        return false;
    ok = sandbox_open(&b->box, GRADE_WORKER, b->sub, &b->assignment->limits, e);
    for (size_t i = 0; ok && i < b->plan->op_count; i++) {
        op_result r;
        const wrong_op known = variants_of(b, b->plan->ops[i].task->op->name);
        ok = op_result_make(&r, b->box, b->sub, &b->plan->ops[i], &unloadable, e);
        if (!ok)
            break;
        count(b, &r, round < known.count ? &known.variants[round] : NULL);
        op_result_free(&r);
    }
    sandbox_close(b->box);
    submission_close(b->sub);
    return ok;
}

bool bank_ops_grade(tally tallies[OP_TALLIES], const char *seed, bank_choice choice, error *e)
{
    static const char *const kinds[OP_TALLIES] = {"op forward", "op backward", "op jvp"};
    const plan_filter filter = {.op_name = "", .case_name = ""};
    bench b = {.choice = choice, .tallies = tallies};
    size_t rounds = 0;
    for (size_t i = 0; i < OP_TALLIES; i++)
        tallies[i] = (tally){.kind = kinds[i]};
    bool ok = assignment_open(&b.assignment, GRADE_CASES, SELFTEST_DIR "/ops.xml", e) &&
              plan_make(&b.plan, b.assignment, GRADE_CASES, seed, &filter, e);
    for (size_t i = 0; ok && i < b.plan->op_count; i++) {
        const wrong_op known = variants_of(&b, b.plan->ops[i].task->op->name);
        rounds = known.count > rounds ? known.count : rounds;
    }
    for (size_t round = 0; ok && round < rounds; round++)
        ok = grade_round(&b, round, e);
    plan_free(b.plan);
    assignment_close(b.assignment);
    return ok;
}
