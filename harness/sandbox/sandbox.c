#include "sandbox.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "call_layout.h"
#include "channel.h"
#include "sandbox_exchange.h"
#include "sandbox_zygote.h"
#include "tensor.h"

enum { STACK_REACH = 1 << 16 }; /* a fault this near to the stack pointer is one of the stack */

struct sandbox {
    limits limits;
    const submission *submission;
    arena arenas[ARENA_COUNT];
    zygote zygote;
    sandbox_worker worker;
    size_t worker_memory_bytes; /* its limit */
    uint32_t sequence;
    bool one_by_one; /* this op's calls are not made in batches any more */
};

bool sandbox_open(sandbox **out, const char *worker_path, const submission *submitted,
                  const limits *allowed, error *e)
{
    sandbox *s = calloc(1, sizeof *s);
    if (!s)
        return fail(e, "no memory for the sandbox");
    s->limits = *allowed;
    s->submission = submitted;
    if (getrandom(&s->sequence, sizeof s->sequence, 0) < 0)
        s->sequence = 0;
    if (!arena_open(&s->arenas[ARENA_INPUT], ARENA_INPUT, e) ||
        !arena_open(&s->arenas[ARENA_OUTPUT], ARENA_OUTPUT, e) ||
        !zygote_start(&s->zygote, worker_path, submitted, s->arenas, e)) {
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
    zygote_end(&s->zygote);
    for (size_t a = 0; a < ARENA_COUNT; a++)
        arena_close(&s->arenas[a]);
    free(s);
}

const char *sandbox_layers(const sandbox *s)
{
    return s->zygote.layers;
}

void sandbox_renew(sandbox *s)
{
    s->one_by_one = false;
    sandbox_worker_end(&s->worker);
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
static bool ensure_worker(sandbox *s, const limits *allowed, bool *ready, observation *o, error *e)
{
    received r;
    const expected loaded = {.kind = REPORT_LOADED};
    if (s->worker_memory_bytes != allowed->memory_bytes ||
        !sandbox_worker_has_time(&s->worker, allowed->call_seconds))
        sandbox_worker_end(&s->worker);
    s->worker_memory_bytes = allowed->memory_bytes;
    *ready = s->worker.pid != 0;
    if (*ready)
        return true;
    if (!sandbox_worker_has_time(&s->worker, 2 * allowed->call_seconds))
        return fail(e,
                    "loading a submission and a call may take %g s of CPU time each, more than the "
                    "system lets a process have; see ulimit -t",
                    allowed->call_seconds);
    o->phase = PHASE_LOADING;
    for (size_t a = 0; a < ARENA_COUNT; a++)
        arena_renew(&s->arenas[a]);
    if (!zygote_bear(&s->zygote, allowed, &s->worker, e) || !await_lock(s, o, e)) {
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

/* Not the whole text of what was printed: there are thousands of observations. */
static void clear(observation *o)
{
    memset(o, 0, offsetof(observation, printed) + 1);
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

/* A call whose function may call back, and how often it has. */
typedef struct desk {
    sandbox *box;
    const call *c;
    const call_layout *layout;
    tensor *x, *out;
    size_t answered;
    uint32_t sequence;
} desk;

static void desk_close(desk *d)
{
    free(d->x);
    free(d->out);
}

static bool desk_open(desk *d, error *e)
{
    const tensor *like = d->c->callback.like;
    d->x = tensor_new(like->rank, like->dims);
    d->out = tensor_new(like->rank, like->dims);
    if (d->x && d->out)
        return true;
    desk_close(d);
    return fail(e, "no memory for a callback's tensors");
}

/* Whoever asks takes the answer before asking again: one that finds no room was not waited for. A
 * send that fails otherwise finds the worker dead, and waiting goes on to tell how it died. */
static outcome send_answer(const sandbox_worker *w, const answered_message *answer)
{
    if (!channel_offer(w->control, answer, sizeof *answer) && errno == EAGAIN)
        return CALL_PROTOCOL;
    return CALL_COMPLETED;
}

/* Answers one callback: sees to it that what the handler gets is copied once. */
static outcome desk_answer(void *context)
{
    desk *d = context;
    const callback_answer *how = &d->c->callback;
    answered_message answer = {.sequence = d->sequence, .status = OP_BAD_INPUT};
    size_t bytes = element_count(how->like) * sizeof(double);
    if (d->answered == how->most)
        return CALL_TOO_MANY_CALLBACKS;
    d->answered++;
    memcpy(d->x->data, layout_argument(d->layout, d->box->arenas), bytes);
    if (how->answer(how->context, d->x, d->out)) {
        answer.status = OP_OK;
        memcpy(layout_answer(d->layout, d->box->arenas), d->out->data, bytes);
    }
    return send_answer(&d->box->worker, &answer);
}

/* What came of a batch that returned. */
static void observe_batch(const sandbox *s, const call_layout l[], const call_message *m,
                          const call calls[], const report_message *report,
                          observation *const observed[])
{
    double seconds = observed[0]->cpu_seconds / m->count;
    for (size_t k = 0; k < m->count; k++) {
        observed[k]->phase = PHASE_CALL;
        observed[k]->cpu_seconds = seconds;
        if (!report->missing) {
            observe_return(s, &l[k], &calls[k], report, k, observed[k]);
            continue;
        }
        observed[k]->outcome = CALL_LOAD_FAILED;
        snprintf(observed[k]->text, sizeof observed[k]->text, "no function %s", m->symbol);
    }
}

/* Sends the calls and waits for their end. */
static bool make_calls(sandbox *s, const limits *allowed, const call_layout l[],
                       const call_message *m, const call calls[], observation *const observed[],
                       bool *eventful, error *e)
{
    received r;
    desk d = {.box = s, .c = &calls[0], .layout = &l[0], .sequence = m->sequence};
    expected wanted = {.kind = REPORT_RETURNED, .sequence = m->sequence};
    size_t printed_before = observed[0]->printed_bytes;
    if (calls[0].callback.answer) {
        if (!desk_open(&d, e))
            return false;
        wanted.answer = desk_answer;
        wanted.context = &d;
    }
    /* One that fails finds the worker dead, or not reading: waiting tells how it died, or ends it.
     */
    channel_offer(s->worker.control, m, sizeof *m);
    awaited how = sandbox_worker_await(&s->worker, allowed, &wanted, &r, observed[0], e);
    observed[0]->callbacks = d.answered;
    desk_close(&d);
    if (how == AWAIT_ENDED)
        explain_crash(s, l, &r.fault, observed[0]);
    *eventful = m->count > 1 && (how == AWAIT_ENDED || observed[0]->printed_bytes > printed_before);
    if (how == AWAIT_REPORT && !*eventful)
        observe_batch(s, l, m, calls, &r.report, observed);
    return how != AWAIT_FAILED;
}

/* The limits of a call: its own, else those of the sandbox. */
static limits limits_of(const sandbox *s, const call *c)
{
    limits allowed = s->limits;
    if (c->seconds > 0)
        allowed.call_seconds = c->seconds;
    if (c->hurried)
        allowed.call_seconds /= HURRY;
    if (c->memory_bytes)
        allowed.memory_bytes = c->memory_bytes;
    return allowed;
}

/* Makes up to BATCH_CALLS calls at once. *eventful: there are several, and something happened that
 * has to be told of one of them; no result was taken then. */
static bool call_batch(sandbox *s, const call calls[], observation *const observed[], size_t count,
                       bool *eventful, error *e)
{
    call_layout layout[BATCH_CALLS];
    call_message message;
    const limits allowed = limits_of(s, &calls[0]);
    bool ready;
    *eventful = false;
    for (size_t k = 0; k < count; k++)
        clear(observed[k]);
    if (!ensure_worker(s, &allowed, &ready, observed[0], e))
        return false;
    if (!ready)
        return true;
    observed[0]->phase = PHASE_CALL;
    if (!layout_place(layout, count, s->arenas, calls, s->zygote.relay, ++s->sequence, &message, e))
        return false;
    bool ok = make_calls(s, &allowed, layout, &message, calls, observed, eventful, e);
    layout_clear(layout, s->arenas, &message);
    return ok;
}

bool sandbox_call(sandbox *s, const call *c, observation *o, error *e)
{
    bool eventful;
    return call_batch(s, c, &o, 1, &eventful, e);
}

static bool stopped_loading(const observation *o)
{
    return o->phase == PHASE_LOADING && o->outcome != CALL_COMPLETED;
}

/* Makes one call after another, unless the submission does not load. */
static bool call_each(sandbox *s, const call calls[], observation *const observed[], size_t count,
                      size_t *patience, error *e)
{
    for (size_t k = 0; k < count; k++) {
        if (k > 0 && stopped_loading(observed[k - 1])) {
            *observed[k] = *observed[k - 1];
            continue;
        }
        call one = calls[k];
        one.hurried |= patience && *patience == 0;
        if (!sandbox_call(s, &one, observed[k], e))
            return false;
        if (patience && *patience > 0 && observed[k]->outcome == CALL_TIMED_OUT)
            --*patience;
    }
    return true;
}

/* How many of the calls can be made at once; 0: the first does not even fit alone. */
static size_t batch_size(const sandbox *s, const call calls[], size_t count, const size_t *patience)
{
    if (s->one_by_one || calls[0].callback.answer || (patience && *patience == 0))
        return 1;
    return layout_fits(s->arenas, calls, count);
}

bool sandbox_call_all(sandbox *s, const call calls[], observation *const observed[], size_t count,
                      size_t *patience, error *e)
{
    bool eventful;
    for (size_t done = 0, batch; done < count; done += batch) {
        batch = batch_size(s, &calls[done], count - done, patience);
        if (batch <= 1)
            return call_each(s, &calls[done], &observed[done], count - done, patience, e);
        if (!call_batch(s, &calls[done], &observed[done], batch, &eventful, e))
            return false;
        if (eventful) {
            /* In another worker, so that each call gets what is its own: a crash, output, time. */
            sandbox_renew(s);
            s->one_by_one = true;
            batch = 0;
        } else if (stopped_loading(observed[done])) {
            for (size_t k = done + 1; k < count; k++)
                *observed[k] = *observed[done];
            return true;
        }
    }
    return true;
}

/* An exchange in progress: who answers. */
typedef struct exchange_desk {
    const exchange_call *call;
    sandbox_worker *worker;
    unsigned char *exchange;
    answered_message answered;
} exchange_desk;

static outcome exchange_answer(void *context)
{
    const exchange_desk *d = context;
    if (!d->call->asked(d->call->context, d->exchange))
        return CALL_TIMED_OUT;
    return send_answer(d->worker, &d->answered);
}

/* Sends a message with an exchange, and answers what the worker asks until it returns. */
static bool answer_until_returned(sandbox *s, const call_message *m, const exchange_call *x,
                                  observation *o, error *e)
{
    received r;
    limits allowed = s->limits;
    if (x->hurried)
        allowed.call_seconds /= HURRY_ENGINE;
    exchange_desk d = {.call = x,
                       .worker = &s->worker,
                       .exchange = s->arenas[ARENA_OUTPUT].memory + m->exchange,
                       .answered = {.sequence = m->sequence}};
    const expected wanted = {.kind = REPORT_RETURNED,
                             .sequence = m->sequence,
                             .answer = x->asked ? exchange_answer : NULL,
                             .context = &d};
    channel_offer(s->worker.control, m, sizeof *m);
    awaited how = sandbox_worker_await(&s->worker, &allowed, &wanted, &r, o, e);
    if (how == AWAIT_ENDED)
        explain_crash(s, NULL, &r.fault, o);
    if (how != AWAIT_REPORT)
        return how == AWAIT_ENDED;
    o->code = r.report.missing ? OP_NOT_IMPLEMENTED : r.report.status[0];
    o->outcome = o->code == OP_OK ? CALL_COMPLETED : CALL_RETURNED;
    return true;
}

bool sandbox_exchange(sandbox *s, const exchange_call *x, void *exchange, observation *o, error *e)
{
    bool ready;
    call_message m = {.subject = x->subject, .inputs = x->inputs};
    clear(o);
    if (!ensure_worker(s, &s->limits, &ready, o, e))
        return false;
    if (!ready)
        return true;
    o->phase = PHASE_CALL;
    m.sequence = ++s->sequence;
    snprintf(m.symbol, sizeof m.symbol, "%s", x->symbol);
    if (!layout_place_exchange(s->arenas, x, &m))
        return fail(e, "%s: a program does not fit into the shared memory", x->symbol);
    if (!answer_until_returned(s, &m, x, o, e))
        return false;
    if (o->outcome == CALL_COMPLETED)
        memcpy(exchange, s->arenas[ARENA_OUTPUT].memory + m.exchange, x->exchange_bytes);
    return true;
}

pid_t sandbox_worker_pid(const sandbox *s)
{
    return s->worker.pid;
}
