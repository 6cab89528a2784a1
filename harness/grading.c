#include "grading.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "function_calls.h"
#include "interrupt.h"
#include "mark_engine.h"
#include "mark_functions.h"
#include "mark_ops.h"
#include "mark_trainings.h"
#include "sandbox.h"
#include "submission.h"
#include "training_calls.h"
#include "training_on_ops.h"
#include "training_symptoms.h"

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool grade_op(sheet *s, item *out, sandbox *box, const submission *sub,
                     const planned_op *planned, observation *unloadable, error *e)
{
    op_result r;
    double start = seconds_now();
    if (!op_result_make(&r, box, sub, planned, unloadable, e))
        return false;
    bool ok = mark_op(s, out, &r, e);
    op_result_free(&r);
    out->seconds = seconds_now() - start;
    return ok;
}

static bool grade_function(sheet *s, item *out, sandbox *box, const submission *sub,
                           const planned_function *planned, observation *unloadable, error *e)
{
    function_result r;
    const char *name = planned->task->f->name;
    double start = seconds_now();
    bool defined = submission_defines(sub, name);
    sandbox_renew(box);
    if (!function_result_make(&r, planned, defined, function_call_in_sandbox, box, unloadable, e))
        return false;
    if (!defined)
        submission_hint(sub, name, r.hint, sizeof r.hint);
    bool ok = mark_function(s, out, &r, e);
    function_result_free(&r);
    out->seconds = seconds_now() - start;
    return ok;
}

/* Grades the engine (g is NULL) or a graph. */
static bool grade_engine(sheet *s, item *out, sandbox *box, const submission *sub,
                         const planned_graph *g, error *e)
{
    double start = seconds_now();
    bool ok = g ? mark_graph(s, out, box, sub, g, e) : mark_engine(s, out, box, sub, e);
    out->seconds = seconds_now() - start;
    return ok;
}

/* What is said while a training runs. */
typedef struct training_report {
    grading_progress *progress;
    void *context;
    size_t done, all;
    const char *name;
    double started; /* when the training that runs now began */
} training_report;

static void report_training(void *context, size_t number, size_t all)
{
    training_report *r = context;
    char text[TRAINING_NAME + 64];
    r->started = seconds_now();
    snprintf(text, sizeof text, all > 1 ? "training %s, seed %zu of %zu" : "training %s", r->name,
             number + 1, all);
    r->progress(r->context, r->done, r->all, text);
}

/* Called for each epoch of a training on ops. */
static void report_epoch(void *context, size_t epoch, size_t epochs, double loss, double wrong)
{
    const training_report *r = context;
    char text[TRAINING_NAME + 128];
    training_explain_epoch(text, sizeof text, r->name, epoch, epochs, loss, wrong,
                           seconds_now() - r->started);
    r->progress(r->context, r->done, r->all, text);
}

/* What the trials of a training on ops came to. */
static bool explain_on_ops(training_result *r, op_trainer *trainer, error *e)
{
    training_story story;
    snprintf(r->function, sizeof r->function, "%s", trainer->function);
    if (!training_diagnose_on_ops(&story, r->planned, r->verdicts, trainer, e))
        return false;
    r->mistake.found = *story.sentence;
    snprintf(r->mistake.text, sizeof r->mistake.text, "%s", story.sentence);
    snprintf(r->departure, sizeof r->departure, "%s", story.departure);
    r->departed = story.case_number;
    return true;
}

/* Runs the submission's own training, or one on its ops, as the task says. */
static bool run_training(training_result *r, sandbox *box, const submission *sub,
                         const planned_training *planned, training_report *report,
                         observation *unloadable, error *e)
{
    const bool by_ops = planned->task->how == TRAIN_BY_OPS;
    char symbol[80];
    op_trainer trainer = {.calls = {.box = box, .sub = sub, .e = e},
                          .display = {report->progress ? report_epoch : NULL, report}};
    const training_asker asker = {.call = by_ops ? training_call_on_ops : training_call_in_sandbox,
                                  .context = by_ops ? (void *)&trainer : box,
                                  .progress = report->progress ? report_training : NULL,
                                  .progress_context = report};
    snprintf(symbol, sizeof symbol, "train_%s", planned->task->t->name);
    const bool defined = by_ops || submission_defines(sub, symbol);
    if (!training_result_make(r, planned, defined, &asker, unloadable, e))
        return false;
    snprintf(r->function, sizeof r->function, "%s", symbol);
    if (!defined)
        submission_hint(sub, symbol, r->hint, sizeof r->hint);
    if (by_ops && !explain_on_ops(r, &trainer, e)) {
        training_result_free(r);
        return false;
    }
    return true;
}

static bool grade_training(sheet *s, item *out, sandbox *box, const submission *sub,
                           const planned_training *planned, training_report *report,
                           observation *unloadable, error *e)
{
    training_result r;
    double start = seconds_now();
    report->name = planned->task->name;
    sandbox_renew(box);
    if (!run_training(&r, box, sub, planned, report, unloadable, e))
        return false;
    bool ok = mark_training(s, out, &r, e);
    training_result_free(&r);
    out->seconds = seconds_now() - start;
    return ok;
}

/* What takes a submission from one item to the next. */
typedef struct grading_round {
    sheet *s;
    sandbox *box;
    const submission *sub;
    observation unloadable;
    training_report report;
} grading_round;

static bool grade_item(grading_round *g, size_t number, error *e)
{
    const plan *p = g->s->plan;
    item *out = &g->s->items[number];
    g->report.done = number;
    if (number < p->op_count)
        return grade_op(g->s, out, g->box, g->sub, &p->ops[number], &g->unloadable, e);
    number -= p->op_count;
    if (number < p->function_count)
        return grade_function(g->s, out, g->box, g->sub, &p->functions[number], &g->unloadable, e);
    number -= p->function_count;
    if (p->engine.count && number-- == 0)
        return grade_engine(g->s, out, g->box, g->sub, NULL, e);
    if (number < p->graph_count)
        return grade_engine(g->s, out, g->box, g->sub, &p->graphs[number], e);
    return grade_training(g->s, out, g->box, g->sub, &p->trainings[number - p->graph_count],
                          &g->report, &g->unloadable, e);
}

static bool grade_items(sheet *s, sandbox *box, const submission *sub, grading_progress *progress,
                        void *context, error *e)
{
    grading_round g = {.s = s,
                       .box = box,
                       .sub = sub,
                       .report = {.progress = progress, .context = context, .all = s->item_count}};
    for (; s->graded_count < s->item_count; s->graded_count++) {
        if (!interrupt_check(e) || !grade_item(&g, s->graded_count, e))
            return false;
        if (progress)
            progress(context, s->graded_count + 1, s->item_count, s->items[s->graded_count].name);
    }
    return true;
}

/* Marks one item of a submission without looking at it. */
static bool reject_item(sheet *s, size_t number, error *e)
{
    const plan *p = s->plan;
    item *out = &s->items[number];
    if (number < p->op_count)
        return mark_rejected_op(s, out, &p->ops[number], e);
    number -= p->op_count;
    if (number < p->function_count)
        return mark_rejected_function(s, out, &p->functions[number], e);
    number -= p->function_count;
    if (p->engine.count && number-- == 0)
        return mark_rejected_engine(s, out, e);
    if (number < p->graph_count)
        return mark_rejected_graph(s, out, &p->graphs[number], e);
    return mark_rejected_training(s, out, &p->trainings[number - p->graph_count], e);
}

static bool reject(sheet *s, error *e)
{
    s->rejected = true;
    for (size_t i = 0; i < s->item_count; i++)
        if (!reject_item(s, i, e))
            return false;
    return true;
}

/* Keeps the items that are whole, says of all others that they were not graded and why, and adds up
 * anew: the item at hand may be half marked. */
static bool interrupt(sheet *s, const char *why, error *e)
{
    s->interrupted = true;
    fail(&s->interruption, "%s", why);
    for (size_t i = s->graded_count; i < s->item_count; i++) {
        item_clear(&s->items[i]);
        if (!reject_item(s, i, e))
            return false;
        item_interrupt(&s->items[i], s->interruption.text);
    }
    s->total = (score){0};
    for (size_t i = 0; i < s->item_count; i++)
        for (size_t k = 0; k < MAX_PARTS; k++)
            s->total = score_add(s->total, s->items[i].parts[k].score);
    return true;
}

/* Grades a file that is open and checked. */
static bool grade_submission(sheet *s, const submission *sub, const char *worker_path,
                             grading_progress *progress, void *context, error *e)
{
    sandbox *box = NULL;
    snprintf(s->sha256, sizeof s->sha256, "%s", submission_sha256(sub));
    if (!sandbox_open(&box, worker_path, sub, &s->plan->assignment->limits, e))
        return false;
    snprintf(s->layers, sizeof s->layers, "%s", sandbox_layers(box));
    bool ok = grade_items(s, box, sub, progress, context, e);
    sandbox_close(box);
    return ok;
}

/* Whether there is nothing at the path that could have been handed in, or nothing that this user
 * may read. */
static bool names_no_file(const char *path)
{
    struct stat about;
    return lstat(path, &about) < 0 || !S_ISREG(about.st_mode) || access(path, R_OK) < 0;
}

bool grading_run(sheet **out, const plan *p, const char *path, const char *student,
                 const char *worker_path, grading_progress *progress, void *context, error *e)
{
    bool ok = false, our_fault = false;
    submission *sub = NULL;
    double start = seconds_now();
    sheet *s = sheet_new(p, path, student, plan_item_count(p));
    if (!s)
        return fail(e, "no memory");
    if (interrupt_came())
        ok = interrupt(s, "interrupted", e);
    else if (submission_open(&sub, path, &p->assignment->limits, &our_fault, &s->rejection))
        ok = grade_submission(s, sub, worker_path, progress, context, e) ||
             interrupt(s, interrupt_came() ? "interrupted" : e->text, e);
    else if (our_fault)
        ok = interrupt(s, s->rejection.text, e);
    else
        ok = reject(s, e);
    s->absent = s->rejected && names_no_file(path);
    submission_close(sub);
    s->seconds = seconds_now() - start;
    if (ok)
        *out = s;
    else
        sheet_free(s);
    return ok;
}
