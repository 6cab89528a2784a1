#include "sandbox.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "call_layout.h"
#include "channel.h"
#include "libraries.h"
#include "sandbox_exchange.h"
#include "sandbox_worker.h"
#include "tensor.h"
#include "text.h"

enum {
    FIRST_FREE_FD = 16,    /* above all that a child's descriptors are moved to */
    CPU_CALLS = 1000,      /* a worker's whole CPU time, in calls at their limit: a last resort */
    STACK_REACH = 1 << 16, /* a fault this near to the stack pointer is one of the stack */
};

struct sandbox {
    limits limits;
    const submission *submission;
    pid_t zygote; /* 0: none */
    int control, output;
    arena arenas[ARENA_COUNT];
    sandbox_worker worker;
    uint32_t sequence;
    bool one_by_one; /* this op's calls are not made in batches any more */
    char layers[READY_TEXT];
};

/* Both ends of a channel, neither on a descriptor that a child has other uses for. */
static bool open_channel(int ends[2], error *e)
{
    int raw[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, raw) < 0)
        return fail(e, "no channel to the worker: %s", strerror(errno));
    for (size_t i = 0; i < 2; i++) {
        ends[i] = fcntl(raw[i], F_DUPFD_CLOEXEC, FIRST_FREE_FD);
        close(raw[i]);
    }
    if (ends[0] >= 0 && ends[1] >= 0)
        return true;
    for (size_t i = 0; i < 2; i++)
        if (ends[i] >= 0)
            close(ends[i]);
    return fail(e, "no descriptors for the channel to the worker: %s", strerror(errno));
}

/* Runs grade-worker with nothing of this process: no memory, environment, descriptors, signals. */
static int spawn(pid_t *pid, const char *path, int control, int output)
{
    char name[] = "grade-worker";
    char *arguments[] = {name, NULL}, *environment[] = {NULL};
    sigset_t none, all;
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigemptyset(&none);
    sigfillset(&all);
    int failed = posix_spawn_file_actions_init(&files);
    if (failed)
        return failed;
    if ((failed = posix_spawnattr_init(&how)) != 0)
        goto done;
    if (!(failed =
              posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)) &&
        !(failed = posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO)) &&
        !(failed = posix_spawn_file_actions_adddup2(&files, output, STDERR_FILENO)) &&
        !(failed = posix_spawn_file_actions_adddup2(&files, control, CONTROL_FD)) &&
        !(failed = posix_spawn_file_actions_addclosefrom_np(&files, CONTROL_FD + 1)) &&
        !(failed = posix_spawnattr_setsigmask(&how, &none)) &&
        !(failed = posix_spawnattr_setsigdefault(&how, &all)) &&
        !(failed = posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                      POSIX_SPAWN_SETSID)))
        failed = posix_spawn(pid, path, &files, &how, arguments, environment);
    posix_spawnattr_destroy(&how);
done:
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

static bool start_zygote(sandbox *s, const char *worker_path, error *e)
{
    int ends[2] = {-1, -1}, raw[2], output = -1, failed = 0;
    if (pipe2(raw, O_CLOEXEC) < 0)
        return fail(e, "no pipe for the worker's output: %s", strerror(errno));
    s->output = raw[0];
    output = fcntl(raw[1], F_DUPFD_CLOEXEC, FIRST_FREE_FD);
    close(raw[1]);
    bool ok = open_channel(ends, e);
    if (ok && (output < 0 || fcntl(s->output, F_SETFL, O_NONBLOCK) < 0))
        ok = fail(e, "the worker's output cannot be read: %s", strerror(errno));
    if (ok && (failed = spawn(&s->zygote, worker_path, ends[1], output)) != 0) {
        s->zygote = 0;
        ok = fail(e, "%s: cannot be run: %s", worker_path, strerror(failed));
    }
    if (output >= 0)
        close(output);
    if (ends[1] >= 0)
        close(ends[1]);
    s->control = ends[0];
    return ok;
}

/* Gives the zygote what it needs and waits until it has locked itself. */
static bool set_up_zygote(sandbox *s, const char *worker_path, error *e)
{
    ready_message ready;
    char said[256] = "", shown[300];
    const int passed[] = {submission_fd(s->submission), s->arenas[ARENA_INPUT].fd,
                          s->arenas[ARENA_OUTPUT].fd};
    setup_message setup = {.memory_bytes = s->limits.memory_bytes,
                           .cpu_seconds = (uint64_t)ceil(s->limits.call_seconds * CPU_CALLS)};
    for (size_t i = 0; i < submission_library_count(s->submission); i++)
        setup.libraries |= UINT32_C(1) << library_find(submission_library(s->submission, i));
    if (!channel_send(s->control, &setup, sizeof setup, passed, 1 + ARENA_COUNT) ||
        !channel_receive(s->control, &ready, sizeof ready, NULL, 0)) {
        if (read(s->output, said, sizeof said - 1) < 0)
            said[0] = '\0';
        return fail(e, "%s: did not start as grade's worker; is it the one built with grade? %s",
                    worker_path, text_escape(shown, sizeof shown, said, 0));
    }
    ready.text[sizeof ready.text - 1] = '\0';
    if (!ready.locked)
        return fail(e, "submitted code cannot be locked in on this machine: %.400s", ready.text);
    for (size_t a = 0; a < ARENA_COUNT; a++)
        s->arenas[a].worker = ready.arena[a];
    memcpy(s->layers, ready.text, sizeof s->layers);
    return true;
}

bool sandbox_open(sandbox **out, const char *worker_path, const submission *submitted,
                  const limits *allowed, error *e)
{
    sandbox *s = calloc(1, sizeof *s);
    if (!s)
        return fail(e, "no memory for the sandbox");
    s->limits = *allowed;
    s->submission = submitted;
    s->control = s->output = -1;
    if (getrandom(&s->sequence, sizeof s->sequence, 0) < 0)
        s->sequence = 0;
    if (!arena_open(&s->arenas[ARENA_INPUT], true, e) ||
        !arena_open(&s->arenas[ARENA_OUTPUT], false, e) || !start_zygote(s, worker_path, e) ||
        !set_up_zygote(s, worker_path, e)) {
        sandbox_close(s);
        return false;
    }
    *out = s;
    return true;
}

void sandbox_close(sandbox *s)
{
    if (!s)
        return;
    sandbox_worker_end(&s->worker);
    if (s->control >= 0)
        close(s->control);
    if (s->zygote > 1)
        while (waitpid(s->zygote, NULL, 0) < 0 && errno == EINTR)
            continue;
    if (s->output >= 0)
        close(s->output);
    for (size_t a = 0; a < ARENA_COUNT; a++)
        arena_close(&s->arenas[a]);
    free(s);
}

const char *sandbox_layers(const sandbox *s)
{
    return s->layers;
}

void sandbox_renew(sandbox *s)
{
    s->one_by_one = false;
    sandbox_worker_end(&s->worker);
}

/* Has the zygote fork a worker. */
static bool bear_worker(sandbox *s, error *e)
{
    int ends[2] = {-1, -1};
    birth_message birth = {.birth = 1};
    born_message born;
    if (!open_channel(ends, e))
        return false;
    bool ok = channel_send(s->control, &birth, sizeof birth, &ends[1], 1) &&
              channel_receive(s->control, &born, sizeof born, NULL, 0);
    close(ends[1]);
    if (ok && born.pid > 1)
        return sandbox_worker_adopt(&s->worker, born.pid, ends[0], s->output, e);
    close(ends[0]);
    return fail(e, "the worker's parent cannot make a new worker: %s",
                strerror(ok ? -born.pid : errno));
}

/* Waits for a worker's lock. Whatever goes wrong before it is in place is the grader's failure. */
static bool await_lock(sandbox *s, observation *o, error *e)
{
    received r;
    const expected locked = {.kind = REPORT_LOCKED, .with_descriptor = true};
    awaited how = sandbox_worker_await(&s->worker, &s->limits, &locked, &r, o, e);
    if (how == AWAIT_FAILED)
        return false;
    if (how == AWAIT_ENDED)
        return fail(e, "a worker ended before it was locked (outcome %d, code %d)", o->outcome,
                    o->code);
    if (r.report.kind == REPORT_LOCKED && r.report.listener) {
        s->worker.listener = r.descriptor;
        s->worker.inner_pid = r.report.pid;
        return true;
    }
    close(r.descriptor);
    return r.report.kind == REPORT_LOCKED ||
           fail(e, "submitted code cannot be locked in on this machine: %s", r.report.text);
}

/* Where a crash happened, as far as the worker's own word for it goes. */
static void explain_crash(const sandbox *s, const call_layout *l, const report_message *fault,
                          observation *o)
{
    if (o->outcome != CALL_CRASHED || fault->kind != REPORT_FAULT ||
        (o->code != SIGSEGV && o->code != SIGBUS))
        return;
    if (l)
        layout_locate(l, s->arenas, fault->address, fault->write, o);
    uint64_t distance = fault->address > fault->stack ? fault->address - fault->stack
                                                      : fault->stack - fault->address;
    o->stack_overflow = o->fault_role == ROLE_NONE && distance < STACK_REACH;
}

/* Makes sure that a worker with the submission loaded is there. *ready: whether it is; else the
 * observation says how loading ended. */
static bool ensure_worker(sandbox *s, bool *ready, observation *o, error *e)
{
    received r;
    const expected loaded = {.kind = REPORT_LOADED};
    *ready = s->worker.pid != 0;
    if (*ready)
        return true;
    o->phase = PHASE_LOADING;
    for (size_t a = 0; a < ARENA_COUNT; a++)
        arena_renew(&s->arenas[a]);
    if (!bear_worker(s, e) || !await_lock(s, o, e)) {
        sandbox_worker_end(&s->worker);
        return false;
    }
    awaited how = sandbox_worker_await(&s->worker, &s->limits, &loaded, &r, o, e);
    if (how == AWAIT_ENDED)
        explain_crash(s, NULL, &r.fault, o);
    if (how != AWAIT_REPORT)
        return how == AWAIT_ENDED;
    *ready = r.report.kind == REPORT_LOADED;
    if (!*ready) {
        o->outcome = CALL_LOAD_FAILED;
        memcpy(o->text, r.report.text, sizeof o->text);
        sandbox_worker_end(&s->worker);
    }
    return true;
}

/* What came of one call of a batch that returned. */
static void observe_return(const sandbox *s, const call_layout *l, const call *c,
                           const report_message *report, size_t k, observation *o)
{
    o->float_state = report->float_state >> k & 1;
    o->outcome = report->status[k] == OP_OK ? CALL_COMPLETED : CALL_RETURNED;
    o->code = report->status[k];
    if (o->outcome == CALL_COMPLETED)
        layout_collect(l, s->arenas, c, o);
}

/* Sends the calls and waits for their end. If the worker does not come to it, the first observation
 * says why; *returned tells. */
static bool make_calls(sandbox *s, const call_layout l[], call_message *m, const call calls[],
                       observation observed[], bool *returned, error *e)
{
    received r;
    m->sequence = ++s->sequence;
    const expected wanted = {.kind = REPORT_RETURNED, .sequence = m->sequence};
    /* A send that fails finds the worker dead, and waiting tells how it died. */
    channel_send(s->worker.control, m, sizeof *m, NULL, 0);
    awaited how = sandbox_worker_await(&s->worker, &s->limits, &wanted, &r, &observed[0], e);
    *returned = how == AWAIT_REPORT;
    if (how == AWAIT_ENDED)
        explain_crash(s, l, &r.fault, &observed[0]);
    if (how != AWAIT_REPORT)
        return how == AWAIT_ENDED;
    double seconds = observed[0].cpu_seconds / m->count;
    for (size_t k = 0; k < m->count; k++) {
        observed[k].phase = PHASE_CALL;
        observed[k].cpu_seconds = seconds;
        if (!r.report.missing) {
            observe_return(s, &l[k], &calls[k], &r.report, k, &observed[k]);
            continue;
        }
        observed[k].outcome = CALL_LOAD_FAILED;
        snprintf(observed[k].text, sizeof observed[k].text, "no function %s", m->symbol);
    }
    return true;
}

/* Makes up to BATCH_CALLS calls at once. */
static bool call_batch(sandbox *s, const call calls[], observation observed[], size_t count,
                       bool *returned, error *e)
{
    call_layout layout[BATCH_CALLS];
    call_message message;
    *returned = false;
    for (size_t k = 0; k < count; k++)
        observed[k] = (observation){0};
    bool ready;
    if (!ensure_worker(s, &ready, &observed[0], e))
        return false;
    if (!ready)
        return true;
    observed[0].phase = PHASE_CALL;
    if (!layout_place(layout, count, s->arenas, calls, &message, e))
        return false;
    bool ok = make_calls(s, layout, &message, calls, observed, returned, e);
    for (size_t k = 0; k < count; k++)
        layout_clear(&layout[k], s->arenas);
    return ok;
}

bool sandbox_call(sandbox *s, const call *c, observation *o, error *e)
{
    bool returned;
    return call_batch(s, c, o, 1, &returned, e);
}

/* Keeps what buffers hold before a batch, in case its calls have to be made one by one. */
typedef struct saved_results {
    tensor *copy[BATCH_CALLS][MAX_INPUTS];
} saved_results;

static bool save_results(saved_results *saved, const call calls[], size_t count)
{
    bool complete = true;
    *saved = (saved_results){0};
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < MAX_INPUTS; i++)
            if (calls[k].result[i]) {
                saved->copy[k][i] = tensor_copy(calls[k].result[i]);
                complete = complete && saved->copy[k][i];
            }
    return complete;
}

static void restore_results(const saved_results *saved, const call calls[], size_t count)
{
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < MAX_INPUTS; i++)
            if (saved->copy[k][i])
                memcpy(calls[k].result[i]->data, saved->copy[k][i]->data,
                       element_count(saved->copy[k][i]) * sizeof(double));
}

static void drop_results(saved_results *saved)
{
    for (size_t k = 0; k < BATCH_CALLS; k++)
        for (size_t i = 0; i < MAX_INPUTS; i++)
            free(saved->copy[k][i]);
}

/* A batch in which something happened - it crashed, printed, ran late - is made again in another
 * worker, call by call, so that each of them gets what is its own. */
static bool call_batch_or_each(sandbox *s, const call calls[], observation observed[], size_t count,
                               error *e)
{
    saved_results saved;
    bool returned = false;
    bool ok = save_results(&saved, calls, count) || fail(e, "no memory for a batch of calls");
    ok = ok && call_batch(s, calls, observed, count, &returned, e);
    bool again = ok && (!returned || observed[0].printed_bytes);
    if (again) {
        sandbox_renew(s);
        s->one_by_one = true;
        restore_results(&saved, calls, count);
        for (size_t k = 0; k < count && ok; k++)
            ok = sandbox_call(s, &calls[k], &observed[k], e);
    }
    drop_results(&saved);
    return ok;
}

bool sandbox_call_all(sandbox *s, const call calls[], observation observed[], size_t count,
                      error *e)
{
    for (size_t done = 0; done < count;) {
        size_t batch = count - done < BATCH_CALLS ? count - done : BATCH_CALLS;
        if (s->one_by_one)
            batch = 1;
        bool ok = batch == 1 ? sandbox_call(s, &calls[done], &observed[done], e)
                             : call_batch_or_each(s, &calls[done], &observed[done], batch, e);
        if (!ok)
            return false;
        done += batch;
    }
    return true;
}

/* Sends a message with an exchange, and answers what the worker asks until it returns. */
static bool answer_until_returned(sandbox *s, call_message *m, sandbox_asked *asked, void *context,
                                  observation *o, error *e)
{
    received r;
    double seconds = 0;
    unsigned char *exchange = s->arenas[ARENA_OUTPUT].bytes + m->exchange_offset;
    m->sequence = ++s->sequence;
    const expected wanted = {
        .kind = REPORT_RETURNED, .or_asks = asked != NULL, .sequence = m->sequence};
    const answered_message answered = {.sequence = m->sequence};
    channel_send(s->worker.control, m, sizeof *m, NULL, 0);
    for (;;) {
        awaited how = sandbox_worker_await(&s->worker, &s->limits, &wanted, &r, o, e);
        seconds += o->cpu_seconds;
        if (how == AWAIT_ENDED)
            explain_crash(s, NULL, &r.fault, o);
        if (how != AWAIT_REPORT)
            return how == AWAIT_ENDED;
        if (r.report.kind == REPORT_RETURNED)
            break;
        if (seconds > s->limits.call_seconds || !asked || !asked(context, exchange)) {
            sandbox_worker_end(&s->worker);
            o->outcome = CALL_TIMED_OUT;
            return true;
        }
        channel_send(s->worker.control, &answered, sizeof answered, NULL, 0);
    }
    o->cpu_seconds = seconds;
    o->code = r.report.missing ? OP_NOT_IMPLEMENTED : r.report.status[0];
    o->outcome = o->code == OP_OK ? CALL_COMPLETED : CALL_RETURNED;
    return true;
}

bool sandbox_exchange(sandbox *s, const exchange_call *x, void *exchange, observation *o, error *e)
{
    bool ready;
    arena *in = &s->arenas[ARENA_INPUT], *out = &s->arenas[ARENA_OUTPUT];
    call_message m = {.subject = x->subject, .inputs = x->inputs};
    *o = (observation){0};
    if (!ensure_worker(s, &ready, o, e))
        return false;
    if (!ready)
        return true;
    o->phase = PHASE_CALL;
    snprintf(m.symbol, sizeof m.symbol, "%s", x->symbol);
    if (!arena_begin(in, arena_span(x->program_bytes)) ||
        !arena_begin(out, arena_span(x->exchange_bytes)))
        return fail(e, "%s: a program does not fit into the shared memory", x->symbol);
    m.offset = arena_take(in, x->program_bytes, &m.program);
    m.exchange_offset = arena_take(out, x->exchange_bytes, &m.exchange);
    if (x->program_bytes)
        memcpy(in->bytes + m.offset, x->program, x->program_bytes);
    if (!answer_until_returned(s, &m, x->asked, x->context, o, e))
        return false;
    if (o->outcome == CALL_COMPLETED)
        memcpy(exchange, out->bytes + m.exchange_offset, x->exchange_bytes);
    return true;
}

pid_t sandbox_worker_pid(const sandbox *s)
{
    return s->worker.pid;
}
