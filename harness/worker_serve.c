#include "worker_serve.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <xmmintrin.h>

#include "channel.h"
#include "op_table.h"
#include "worker_engine.h"
#include "worker_fault.h"

enum {
    MXCSR_DEFAULT = 0x1f80, /* all exceptions masked, round to nearest, denormals kept */
    MXCSR_FLAGS = 0x3f,     /* exceptions seen so far: no setting */
    X87_DEFAULT = 0x37f,    /* the same, extended precision */
    EXIT_BROKEN = 70
};

static void reset_float_state(void)
{
    _mm_setcsr(MXCSR_DEFAULT);
    __asm__ volatile("fninit; cld");
}

static bool float_state_changed(void)
{
    unsigned short x87;
    __asm__ volatile("fnstcw %0" : "=m"(x87));
    return (_mm_getcsr() & ~(unsigned)MXCSR_FLAGS) != MXCSR_DEFAULT || x87 != X87_DEFAULT;
}

static void send_report(const report_message *report)
{
    if (!channel_send(CONTROL_FD, report, sizeof *report, NULL, 0))
        _exit(EXIT_BROKEN);
}

/* Waits for grade to end this process. */
static _Noreturn void await_end(void)
{
    call_message m;
    channel_receive(CONTROL_FD, &m, sizeof m, NULL, 0);
    _exit(EXIT_BROKEN);
}

/* Leaves the worker with its own channel, the pipe and the image. */
static bool keep_descriptors(int control)
{
    return dup2(control, CONTROL_FD) == CONTROL_FD && close_range(IMAGE_FD + 1, ~0U, 0) == 0;
}

static void lock_down(const worker_lock *lock)
{
    error e;
    int listener = -1;
    report_message report = {.kind = REPORT_LOCKED, .pid = getpid()};
    bool locked = prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && fault_watch()
                      ? lock_worker(lock, &listener, &e)
                      : fail(&e, "the worker cannot prepare its signals");
    if (!locked) {
        report.kind = REPORT_LOCK_FAILED;
        snprintf(report.text, sizeof report.text, "%.*s", REPORT_TEXT - 1, e.text);
    }
    report.listener = listener >= 0;
    int passed = report.listener ? listener : STDIN_FILENO;
    if (!channel_send(CONTROL_FD, &report, sizeof report, &passed, 1))
        _exit(EXIT_BROKEN);
    if (!locked)
        await_end();
    if (listener >= 0)
        close(listener);
}

/* RTLD_DEEPBIND: a helper of the submission named like one of the C library's is its own. */
static void *load_submission(void)
{
    report_message report = {.kind = REPORT_LOADED};
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", IMAGE_FD);
    setvbuf(stdin, NULL, _IONBF, 0);
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
    if (!handle) {
        const char *text = dlerror();
        size_t known = strlen(path);
        report.kind = REPORT_LOAD_FAILED;
        if (text && strncmp(text, path, known) == 0 && strncmp(text + known, ": ", 2) == 0)
            text += known + 2;
        snprintf(report.text, sizeof report.text, "%s", text ? text : "");
        send_report(&report);
        await_end();
    }
    close(IMAGE_FD);
    fflush(NULL);
    reset_float_state();
    send_report(&report);
    return handle;
}

static void protect(unsigned char *start, uint64_t bytes, int access)
{
    if (mprotect(start, bytes, access) < 0)
        _exit(EXIT_BROKEN);
}

/* Opens the pages of all calls of a message, and nothing between them. */
static const call_program *open_pages(const call_message *m,
                                      unsigned char *const arena[ARENA_COUNT])
{
    static const int access[ARENA_COUNT] = {
        [ARENA_INPUT] = PROT_READ, [ARENA_OUTPUT] = PROT_READ | PROT_WRITE};
    protect(arena[ARENA_INPUT] + m->program.offset, m->program.bytes, PROT_READ);
    const call_program *program = (const call_program *)(arena[ARENA_INPUT] + m->offset);
    for (size_t a = 0; a < ARENA_COUNT; a++)
        for (size_t i = 0; i < program->range_count[a]; i++)
            protect(arena[a] + program->range[a][i].offset, program->range[a][i].bytes, access[a]);
    return program;
}

/* Closes them, with all that lies between: one system call for each arena. The program lies in
 * front of all other input. */
static void close_pages(const call_message *m, const call_program *program,
                        unsigned char *const arena[ARENA_COUNT])
{
    page_range first = m->program, last = first;
    if (program->range_count[ARENA_OUTPUT]) {
        const page_range *range = program->range[ARENA_OUTPUT];
        page_range end = range[program->range_count[ARENA_OUTPUT] - 1];
        protect(arena[ARENA_OUTPUT] + range[0].offset, end.offset + end.bytes - range[0].offset,
                PROT_NONE);
    }
    if (program->range_count[ARENA_INPUT])
        last = program->range[ARENA_INPUT][program->range_count[ARENA_INPUT] - 1];
    protect(arena[ARENA_INPUT] + first.offset, last.offset + last.bytes - first.offset, PROT_NONE);
}

static op_status run(void *function, direction d, const call_frame *f)
{
    union {
        void *address;
        op_forward *forward;
        op_backward *backward;
        op_jvp *jvp;
    } call = {.address = function};
    switch (d) {
    case FORWARD:
        return call.forward(f->in, &f->attr, f->result[0]);
    case BACKWARD:
        return call.backward(f->in, &f->attr, f->out, f->dout, f->result);
    default:
        return call.jvp(f->in, &f->attr, f->out, f->tangent, f->result[0]);
    }
}

/* Makes all calls of a message. */
static void run_all(void *function, const call_message *m, unsigned char *const arena[ARENA_COUNT],
                    report_message *report)
{
    const call_program *program = open_pages(m, arena);
    for (size_t i = 0; i < m->count; i++) {
        reset_float_state();
        report->status[i] = (int32_t)run(function, m->direction, &program->frame[i]);
        report->float_state |= (uint32_t)float_state_changed() << i;
    }
    reset_float_state();
    fflush(NULL);
    close_pages(m, program, arena);
}

/* Asks grade for an answer in the exchange. */
static void ask_grade(void *context)
{
    const call_message *m = context;
    const report_message report = {.kind = REPORT_ASKS, .sequence = m->sequence};
    answered_message answered;
    send_report(&report);
    if (!channel_receive(CONTROL_FD, &answered, sizeof answered, NULL, 0))
        _exit(EXIT_BROKEN);
}

/* Runs a program on the submission's engine, or lets a function draw its graph. */
static void run_exchange(void *handle, void *function, call_message *m,
                         unsigned char *const arena[ARENA_COUNT], report_message *report)
{
    unsigned char *program = arena[ARENA_INPUT], *exchange = arena[ARENA_OUTPUT];
    protect(program + m->program.offset, m->program.bytes, PROT_READ);
    protect(exchange + m->exchange.offset, m->exchange.bytes, PROT_READ | PROT_WRITE);
    reset_float_state();
    if (m->subject == CALL_OF_ENGINE)
        report->missing =
            !worker_engine_run(handle, (const engine_program *)(program + m->offset),
                               (engine_exchange *)(exchange + m->exchange_offset), ask_grade, m);
    else
        report->status[0] = (int32_t)worker_graph_run(
            function, m->inputs, (graph_record *)(exchange + m->exchange_offset));
    reset_float_state();
    fflush(NULL);
    protect(program + m->program.offset, m->program.bytes, PROT_NONE);
    protect(exchange + m->exchange.offset, m->exchange.bytes, PROT_NONE);
}

_Noreturn void worker_serve(int control, const worker_lock *lock,
                            unsigned char *const arena[ARENA_COUNT])
{
    call_message m;
    if (!keep_descriptors(control))
        _exit(EXIT_BROKEN);
    lock_down(lock);
    void *handle = load_submission();
    while (channel_receive(CONTROL_FD, &m, sizeof m, NULL, 0)) {
        report_message report = {.kind = REPORT_RETURNED, .sequence = m.sequence};
        void *function = dlsym(handle, m.symbol);
        report.missing = !function;
        if (function && m.subject != CALL_OF_OP)
            run_exchange(handle, function, &m, arena, &report);
        else if (function)
            run_all(function, &m, arena, &report);
        send_report(&report);
    }
    _exit(EXIT_BROKEN);
}
