/* grade - the stages in one line:
 *
 *   options -> assignment -> cases -> expectations -> observations -> verdicts -> score -> reports
 */
#include <errno.h>
#include <gsl/gsl_errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <unistd.h>

#include "assignment.h"
#include "digest.h"
#include "file_replace.h"
#include "grading.h"
#include "interrupt.h"
#include "list.h"
#include "options.h"
#include "paths.h"
#include "plan.h"
#include "progress.h"
#include "replay.h"
#include "report_junit.h"
#include "report_terminal.h"
#include "text.h"

enum { STATUS_FULL_MARKS = 0, STATUS_NOT_FULL = 1, STATUS_NO_GRADE = 2 };

/* The secret of the hidden cases: given, or the assignment's, or one that nobody knew before. */
static bool choose_seed(char seed[SEED_TEXT], const options *o, const assignment *a, error *e)
{
    unsigned char random[8];
    if (*o->seed || *a->seed) {
        snprintf(seed, SEED_TEXT, "%s", *o->seed ? o->seed : a->seed);
        return true;
    }
    if (getrandom(random, sizeof random, 0) != sizeof random)
        return fail(e, "no random numbers for a seed; give one with --seed");
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(seed + 2 * i, 3, "%02x", random[i]);
    return true;
}

/* Whether something other than a signal kept grade from grading. */
static bool is_at_fault(const sheet *s)
{
    return s->interrupted && !interrupt_came();
}

/* Goes on behind a submission that grade could not grade, so that the others have their marks; but
 * not where the very first has none: what is wrong then is seldom wrong with one submission. */
static bool grade_all(const options *o, const plan *p, const char *worker, sheet **sheets, error *e)
{
    const terminal_style style = {.color = terminal_color(stdout), .verbose = o->verbose};
    for (size_t i = 0; i < o->submission_count; i++) {
        progress bar = progress_start(stderr, o->submissions[i]);
        bool ok = grading_run(&sheets[i], p, o->submissions[i], o->student, worker, progress_step,
                              &bar, e);
        progress_end(&bar);
        if (!ok)
            return false;
        if (i == 0 && is_at_fault(sheets[i]) && sheets[i]->graded_count == 0)
            return fail(e, "%s", sheets[i]->interruption.text);
        sheets[i]->command = o->command;
        sheet_tell_apart(sheets[i], sheets, i);
        if (i)
            fputc('\n', stdout);
        if (o->action == ACTION_REPLAY && !sheets[i]->interrupted &&
            !replay_print(stdout, p, o->submissions[i], worker, e))
            return false;
        report_terminal(stdout, sheets[i], &style);
    }
    if (o->submission_count > 1)
        report_terminal_class(stdout, sheets, o->submission_count, &style);
    return true;
}

/* The exit status that the marks come to. A path that leads nowhere is nobody's mistake but the
 * caller's, who is told so once all reports are written. */
static int status_of(sheet *const sheets[], size_t count, error *e)
{
    int status = STATUS_FULL_MARKS;
    for (size_t i = 0; i < count; i++)
        if (sheets[i]->interrupted) {
            if (interrupt_check(e))
                fail(e, "%s: %s", sheets[i]->student, sheets[i]->interruption.text);
            return STATUS_NO_GRADE;
        } else if (sheets[i]->absent) {
            fail(e, "%s", sheets[i]->rejection.text);
            return STATUS_NO_GRADE;
        } else if (!score_full(&sheets[i]->total)) {
            status = STATUS_NOT_FULL;
        }
    return status;
}

/* Whether there is room for the shared memory and OpenBLAS's buffers; the latter would be asked for
 * again and again without end. */
static bool check_address_space(error *e)
{
    const size_t needed = (size_t)2 << 30;
    void *room = mmap(NULL, needed, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED)
        return fail(e,
                    "grade needs 2 GiB of address space, most of it never touched: %s; see "
                    "ulimit -v",
                    strerror(errno));
    munmap(room, needed);
    return true;
}

/* What a lock takes of open files, and a worker of stack. */
static const struct {
    __rlimit_resource_t resource;
    rlim_t needed;
    const char *what, *option;
} needs[] = {
    {RLIMIT_NOFILE, 64, "open files", "-n"},
    {RLIMIT_STACK, 8 << 20, "bytes of stack", "-s"},
};

/* Whether that much is allowed, or can be made to be. */
static bool check_limits(error *e)
{
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        struct rlimit now;
        const rlim_t needed = needs[i].needed;
        if (getrlimit(needs[i].resource, &now) < 0 || now.rlim_cur >= needed)
            continue;
        const rlim_t allowed = now.rlim_cur;
        now.rlim_cur = needed;
        if (now.rlim_max < needed || setrlimit(needs[i].resource, &now) < 0)
            return fail(e, "grade needs %lu %s and may have %lu; see ulimit %s",
                        (unsigned long)needed, needs[i].what, (unsigned long)allowed,
                        needs[i].option);
    }
    return true;
}

/* Whether the report, if one is wanted, can be written where it shall be. */
static bool check_report(const options *o, const assignment *a, const paths *where, error *e)
{
    return !*o->junit ||
           (paths_check_report(where, a->name, o->junit, e) && file_replace_check(o->junit, e));
}

/* No report takes the place of an old one to say that no submission was found. */
static bool is_any_there(sheet *const sheets[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!sheets[i]->absent)
            return true;
    return false;
}

/* Grades every submission of the command line against one plan; the exit status. */
static int run(const options *o, const assignment *a, const paths *where, error *e)
{
    int status = STATUS_NO_GRADE;
    plan *p = NULL;
    sheet **sheets = NULL;
    char seed[SEED_TEXT];
    const plan_filter filter = {.op_name = *o->op_name ? o->op_name : o->op_of_case,
                                .case_name = o->case_name,
                                .public_only = o->public_only,
                                .data_directory = o->data};
    interrupt_watch();
    if (!check_address_space(e) || !check_limits(e) || !check_report(o, a, where, e) ||
        !choose_seed(seed, o, a, e) || !plan_make(&p, a, where->cases, seed, &filter, e) ||
        !interrupt_check(e)) {
        if (interrupt_came())
            fail(e, "interrupted before anything was graded: no report is written");
        goto done;
    }
    sheets = calloc(o->submission_count, sizeof *sheets);
    if (!sheets) {
        fail(e, "no memory");
        goto done;
    }
    if (!grade_all(o, p, where->worker, sheets, e))
        goto done;
    if (*o->junit && is_any_there(sheets, o->submission_count) &&
        !report_junit(o->junit, (const sheet *const *)sheets, o->submission_count, o->junit_rich,
                      e))
        goto done;
    status = status_of(sheets, o->submission_count, e);
done:
    for (size_t i = 0; sheets && i < o->submission_count; i++)
        sheet_free(sheets[i]);
    free(sheets);
    plan_free(p);
    return status;
}

/* What was printed must have arrived: a full disk is no full mark. */
static int flush_output(int status, error *e)
{
    errno = EIO; /* of a write that failed before */
    if ((fflush(stdout) == 0 && !ferror(stdout)) || status == STATUS_NO_GRADE)
        return status;
    fail(e, "standard output: cannot write: %s", strerror(errno));
    return STATUS_NO_GRADE;
}

static int act(const options *o, error *e)
{
    paths where;
    assignment *a = NULL;
    if (o->action == ACTION_HELP) {
        fputs(options_help, stdout);
        return STATUS_FULL_MARKS;
    }
    if (o->action == ACTION_VERSION) {
        puts("grade " GRADE_VERSION);
        return STATUS_FULL_MARKS;
    }
    if (!paths_find(&where, o->cases, o->worker, e) ||
        !paths_check_directory(o->data, "--data", e) ||
        !assignment_open(&a, where.cases, o->assignment, e))
        return STATUS_NO_GRADE;
    int status = o->action == ACTION_LIST
                     ? (list_print(stdout, a, where.cases, e) ? STATUS_FULL_MARKS : STATUS_NO_GRADE)
                     : run(o, a, &where, e);
    assignment_close(a);
    return status;
}

int main(int argc, char **argv)
{
    options o;
    error e = {""};
    char message[2 * sizeof e.text];
    int status = STATUS_NO_GRADE;
    signal(SIGPIPE, SIG_IGN); /* a reader that went away must not cost the JUnit report */
    signal(SIGCHLD, SIG_DFL); /* ignored, it would keep from us how workers ended */
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of the write */
    setlocale(LC_CTYPE, "");
    gsl_set_error_handler_off(); /* which would abort */
    if (options_parse(&o, argc, argv, &e))
        status = flush_output(act(&o, &e), &e);
    if (status == STATUS_NO_GRADE)
        fprintf(stderr, "grade: %s\n", text_escape(message, sizeof message, e.text, 0));
    return status;
}
