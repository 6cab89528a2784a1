#include "sandbox_worker.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "channel.h"
#include "forbidden_call.h"
#include "interrupt.h"

enum { POLL_CONTROL, POLL_LISTENER, POLL_PIDFD, POLL_OUTPUT, POLL_COUNT };
enum { LONGEST_POLL_MS = 50, IDLE_POLL_MS = 10, IDLE_POLLS = 5, CHUNK_BYTES = 4096 };

typedef enum time_left { TIME_LEFT, TIME_OVER_IF_IDLE, TIME_OVER } time_left;

/* One wait, from its start to the report or the end. */
typedef struct wait_state {
    sandbox_worker *w;
    const limits *limits;
    const expected *x;
    received *r;
    observation *o;
    double wall_start, cpu_start, looked;
    bool channel_closed, listener_closed;
} wait_state;

static double seconds(clockid_t clock)
{
    struct timespec t = {0};
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

bool sandbox_worker_adopt(sandbox_worker *w, pid_t pid, int control, int output, error *e)
{
    assert(pid > 1);
    *w = (sandbox_worker){.pid = pid,
                          .pidfd = pidfd_open(pid, 0),
                          .control = control,
                          .listener = -1,
                          .output = output};
    if (w->pidfd >= 0 && clock_getcpuclockid(pid, &w->cpu_clock) == 0)
        return true;
    fail(e, "the worker cannot be watched: %s", strerror(errno));
    sandbox_worker_end(w);
    return false;
}

bool sandbox_worker_has_time(const sandbox_worker *w, double needed_seconds)
{
    const double margin_seconds = 1; /* it counts whole seconds */
    struct rlimit inherited;
    if (getrlimit(RLIMIT_CPU, &inherited) < 0 || inherited.rlim_max == RLIM_INFINITY)
        return true;
    double used = w->pid ? seconds(w->cpu_clock) : 0;
    return used + needed_seconds + margin_seconds <= (double)inherited.rlim_max;
}

/* Reads what waits in the pipe, counts it and keeps its beginning in the observation (if not NULL).
 * False: it is more than the worker may print. */
static bool drain(sandbox_worker *w, size_t limit, observation *o)
{
    char chunk[CHUNK_BYTES];
    ssize_t got;
    while ((got = read(w->output, chunk, sizeof chunk)) > 0) {
        size_t bytes = (size_t)got;
        w->printed_bytes += bytes;
        if (o) {
            size_t kept = o->printed_bytes, room = PRINTED_SHOWN - 1;
            if (kept < room)
                memcpy(o->printed + kept, chunk, bytes < room - kept ? bytes : room - kept);
            o->printed_bytes += bytes;
        }
        if (w->printed_bytes > limit)
            return false;
    }
    return true;
}

/* Kills the process, whatever it is doing, and learns how it ended. */
static int reap(sandbox_worker *w, struct rusage *usage)
{
    int status = 0;
    assert(w->pid > 1);
    kill(w->pid, SIGKILL);
    while (wait4(w->pid, &status, 0, usage) < 0 && errno == EINTR)
        continue;
    close(w->control);
    if (w->pidfd >= 0)
        close(w->pidfd);
    if (w->listener >= 0)
        close(w->listener);
    w->pid = 0;
    return status;
}

void sandbox_worker_end(sandbox_worker *w)
{
    struct rusage usage;
    if (w->pid == 0)
        return;
    reap(w, &usage);
    drain(w, SIZE_MAX, NULL);
}

static double timeval_seconds(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

/* Ends the worker and fills in what is known of its life. Returns its wait status. */
static int finish(wait_state *s)
{
    struct rusage usage = {0};
    int status = reap(s->w, &usage);
    double cpu = timeval_seconds(usage.ru_utime) + timeval_seconds(usage.ru_stime) - s->cpu_start;
    s->o->cpu_seconds = cpu > 0 ? cpu : 0;
    s->o->peak_bytes = (size_t)usage.ru_maxrss * 1024;
    drain(s->w, SIZE_MAX, s->o);
    return status;
}

static awaited end_with(wait_state *s, outcome what, int code)
{
    finish(s);
    s->o->outcome = what;
    s->o->code = code;
    return AWAIT_ENDED;
}

static bool memory_used_up(const wait_state *s)
{
    const report_message *fault = &s->r->fault;
    return (fault->kind == REPORT_FAULT && fault->exhausted) ||
           s->o->peak_bytes >= s->limits->memory_bytes / 8 * 7;
}

/* The worker has ended by itself. */
static awaited end_by_itself(wait_state *s)
{
    int status = finish(s);
    observation *o = s->o;
    if (WIFEXITED(status)) {
        o->outcome = CALL_EXITED;
        o->code = WEXITSTATUS(status);
    } else if (WTERMSIG(status) == SIGSYS) {
        o->outcome = CALL_FORBIDDEN;
        o->code = -1;
    } else if (WTERMSIG(status) == SIGXCPU) {
        o->outcome = CALL_TIMED_OUT;
    } else {
        o->outcome = memory_used_up(s) ? CALL_MEMORY_LIMIT : CALL_CRASHED;
        o->code = WTERMSIG(status);
    }
    return AWAIT_ENDED;
}

/* Whether the process waits for something instead of computing: the letter behind the command's
 * name, which ends with the line's last parenthesis. */
static bool is_asleep(pid_t pid)
{
    char path[32], line[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    const char *end = fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
    fclose(file);
    return end && end[1] == ' ' && end[2] && strchr("STt", end[2]);
}

/* Time in which grade itself did not run, being stopped or on a busy machine, is not the worker's.
 */
static double wall_seconds(wait_state *s)
{
    double now = seconds(CLOCK_MONOTONIC), lost = now - s->looked - 2e-3 * LONGEST_POLL_MS;
    if (lost > 0)
        s->wall_start += lost;
    s->looked = now;
    return now - s->wall_start;
}

/* Whether the wait is over its limit; if not, *next_ms is when to look again. A worker that is
 * found asleep may only have paused, or have sent what is waited for. */
static time_left look(wait_state *s, int *next_ms)
{
    double limit = s->limits->call_seconds, wall = wall_seconds(s), left = limit - wall;
    *next_ms = 0;
    if (left <= 0) {
        double cpu = seconds(s->w->cpu_clock) - s->cpu_start;
        if (cpu > limit || wall > limit * s->limits->wall_factor)
            return TIME_OVER;
        if (is_asleep(s->w->pid)) {
            *next_ms = IDLE_POLL_MS;
            return TIME_OVER_IF_IDLE;
        }
        left = limit - cpu;
    }
    double ms = left * 1e3 + 1;
    *next_ms = ms < LONGEST_POLL_MS ? (int)ms : LONGEST_POLL_MS;
    return TIME_LEFT;
}

/* What one step of waiting came to: the end of waiting, or not yet. */
typedef struct step {
    bool done, idle;
    awaited how;
} step;

static const step wait_on = {.done = false}, nothing_came = {.idle = true};

static step done(awaited how)
{
    return (step){.done = true, .how = how};
}

static bool is_expected(const wait_state *s, const report_message *report)
{
    bool refused = (s->x->kind == REPORT_LOCKED && report->kind == REPORT_LOCK_FAILED) ||
                   (s->x->kind == REPORT_LOADED && report->kind == REPORT_LOAD_FAILED);
    return s->r->fault.kind == 0 && report->sequence == s->x->sequence &&
           (report->kind == s->x->kind || refused);
}

static bool is_asking(const wait_state *s, const report_message *report)
{
    return s->x->answer && s->r->fault.kind == 0 && report->kind == REPORT_ASKS &&
           report->sequence == s->x->sequence;
}

/* Answers, while the worker's time stands still. */
static step answer(wait_state *s)
{
    double start = seconds(CLOCK_MONOTONIC);
    outcome what = s->x->answer(s->x->context);
    s->looked = seconds(CLOCK_MONOTONIC);
    s->wall_start += s->looked - start;
    return what == CALL_COMPLETED ? wait_on : done(end_with(s, what, 0));
}

/* A message has come, or the channel's end. */
static step take_report(wait_state *s, bool hung_up)
{
    report_message report;
    if (!channel_receive(s->w->control, &report, sizeof report, &s->r->descriptor,
                         s->x->with_descriptor)) {
        if (errno != 0 || !hung_up)
            return done(end_with(s, CALL_PROTOCOL, 0));
        s->channel_closed = true;
        return wait_on;
    }
    report.text[sizeof report.text - 1] = '\0';
    if (is_expected(s, &report)) {
        s->r->report = report;
        return done(AWAIT_REPORT);
    }
    if (is_asking(s, &report))
        return answer(s);
    if (report.kind != REPORT_FAULT || s->r->fault.kind != 0)
        return done(end_with(s, CALL_PROTOCOL, 0));
    s->r->fault = report;
    return wait_on;
}

/* A system call waits at the listener, or nobody can call there any more. */
static step take_forbidden(wait_state *s, bool hung_up)
{
    int number;
    bool is_abort;
    if (hung_up || !forbidden_read(s->w->listener, s->w->inner_pid, &number, &is_abort)) {
        s->listener_closed = hung_up;
        return wait_on;
    }
    if (!is_abort) {
        forbidden_name(number, s->o->text, sizeof s->o->text);
        return done(end_with(s, CALL_FORBIDDEN, number));
    }
    finish(s);
    s->o->outcome = memory_used_up(s) ? CALL_MEMORY_LIMIT : CALL_CRASHED;
    s->o->code = SIGABRT;
    return done(AWAIT_ENDED);
}

/* Waits for something to happen and deals with it: first with messages, as they were sent before
 * whatever else can be seen; the output is looked at last, so that it is complete when a message
 * says that the call is over. */
static step wait_once(wait_state *s, int longest_ms, error *e)
{
    sandbox_worker *w = s->w;
    struct pollfd p[POLL_COUNT] = {
        [POLL_CONTROL] = {.fd = s->channel_closed ? -1 : w->control, .events = POLLIN},
        [POLL_LISTENER] = {.fd = s->listener_closed ? -1 : w->listener, .events = POLLIN},
        [POLL_PIDFD] = {.fd = w->pidfd, .events = POLLIN},
        [POLL_OUTPUT] = {.fd = w->output, .events = POLLIN},
    };
    if (poll(p, POLL_COUNT, longest_ms) < 0 && errno != EINTR) {
        fail(e, "the worker cannot be waited for: %s", strerror(errno));
        sandbox_worker_end(w);
        return done(AWAIT_FAILED);
    }
    if ((p[POLL_OUTPUT].revents & POLLIN) && !drain(w, s->limits->printed_bytes, s->o))
        return done(end_with(s, CALL_OUTPUT_LIMIT, 0));
    if (p[POLL_CONTROL].revents)
        return take_report(s, p[POLL_CONTROL].revents & POLLHUP);
    if (p[POLL_LISTENER].revents)
        return take_forbidden(s, !(p[POLL_LISTENER].revents & POLLIN));
    if (p[POLL_PIDFD].revents)
        return done(end_by_itself(s));
    return p[POLL_OUTPUT].revents ? wait_on : nothing_came;
}

awaited sandbox_worker_await(sandbox_worker *w, const limits *allowed, const expected *x,
                             received *r, observation *o, error *e)
{
    int longest_ms = 0, idle_polls = 0;
    wait_state s = {.w = w, .limits = allowed, .x = x, .r = r, .o = o};
    s.wall_start = s.looked = seconds(CLOCK_MONOTONIC);
    s.cpu_start = seconds(w->cpu_clock);
    *r = (received){.descriptor = -1};
    for (;;) {
        if (!interrupt_check(e)) {
            sandbox_worker_end(w);
            return AWAIT_FAILED;
        }
        time_left left = look(&s, &longest_ms);
        step now = left == TIME_OVER ? nothing_came : wait_once(&s, longest_ms, e);
        idle_polls = left == TIME_OVER_IF_IDLE && now.idle ? idle_polls + 1 : 0;
        if (left == TIME_OVER || idle_polls == IDLE_POLLS)
            return end_with(&s, CALL_TIMED_OUT, 0);
        if (now.done && now.how == AWAIT_REPORT)
            o->cpu_seconds = seconds(w->cpu_clock) - s.cpu_start;
        if (now.done)
            return now.how;
    }
}
