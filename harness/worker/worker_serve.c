#include "worker_serve.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>
#include <xmmintrin.h>

#include "channel.h"
#include "lock_layers.h"
#include "worker_call.h"
#include "worker_engine.h"
#include "worker_memory.h"
#include "worker_paths.h"

enum {
    MXCSR_DEFAULT = 0x1f80, /* all exceptions masked, round to nearest, denormals kept */
    MXCSR_FLAGS = 0x3f,     /* exceptions seen so far: no setting */
    X87_DEFAULT = 0x37f,    /* the same, extended precision */
    EFLAGS_AC = 1 << 18,    /* unaligned accesses fault */
    EXIT_BROKEN = 70
};

static void reset_float_state(void)
{
    _mm_setcsr(MXCSR_DEFAULT);
    __asm__ volatile("fninit; cld");
    __builtin_ia32_writeeflags_u64(__builtin_ia32_readeflags_u64() & ~(uint64_t)EFLAGS_AC);
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

/* What the arenas add to the worker's address space. */
static uint64_t arenas_bytes(void)
{
    uint64_t sum = 0;
    for (size_t a = 0; a < ARENA_COUNT; a++)
        sum += arena_bytes[a];
    return sum;
}

/* Leaves the worker with its own channel, twice, the pipe and the image, opened anew so that its
 * position in it is its own. */
static bool keep_descriptors(int control)
{
    return dup2(control, CONTROL_FD) == CONTROL_FD &&
           dup2(open(image_path, O_RDONLY), IMAGE_FD) == IMAGE_FD &&
           dup2(control, HANDOVER_FD) == HANDOVER_FD &&
           (!lock_has(LAYER_DESCRIPTORS) || close_range(HANDOVER_FD + 1, ~0U, 0) == 0);
}

/* Sends the lock's report with the listener. Where too many descriptors of this user are on their
 * way already it tries again, as long as grade waits. */
static void hand_over(const report_message *report, int listener)
{
    int passed = report->listener ? listener : STDIN_FILENO;
    while (!channel_send(HANDOVER_FD, report, sizeof *report, &passed, 1)) {
        if (errno != ETOOMANYREFS)
            _exit(EXIT_BROKEN);
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    close(HANDOVER_FD);
}

static void lock_down(const worker_lock *lock, const birth_message *birth)
{
    error e;
    int listener = -1;
    report_message report = {.kind = REPORT_LOCKED, .pid = getpid()};
    bool locked =
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0
            ? lock_worker(lock, birth->memory_bytes, arenas_bytes(), birth->cpu_seconds, &listener,
                          &e)
            : fail(&e, "the worker cannot be made to die with its parent: %s", strerror(errno));
    if (!locked) {
        report.kind = REPORT_LOCK_FAILED;
        snprintf(report.text, sizeof report.text, "%.*s", REPORT_TEXT - 1, e.text);
    }
    report.listener = listener >= 0;
    hand_over(&report, listener);
    if (!locked)
        await_end();
    if (listener >= 0)
        close(listener);
}

/* RTLD_DEEPBIND: a helper of the submission named like one of the C library's is its own. */
static void *load_submission(void)
{
    report_message report = {.kind = REPORT_LOADED};
    setvbuf(stdin, NULL, _IONBF, 0);
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    void *handle = dlopen(image_path, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
    if (!handle) {
        const char *text = dlerror();
        size_t known = strlen(image_path);
        report.kind = REPORT_LOAD_FAILED;
        if (text && strncmp(text, image_path, known) == 0 && strncmp(text + known, ": ", 2) == 0)
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

/* Makes all calls of a message. */
static void run_all(void *function, const call_message *m, unsigned char *const arena[ARENA_COUNT],
                    report_message *report)
{
    const call_frame *frame = (const call_frame *)(const void *)(arena[ARENA_INPUT] + m->frames);
    if (!memory_open(m, arena))
        _exit(EXIT_BROKEN);
    for (size_t i = 0; i < m->count; i++) {
        reset_float_state();
        report->status[i] = (int32_t)worker_call(function, m, &frame[i]);
        report->float_state |= (uint32_t)float_state_changed() << i;
    }
    reset_float_state();
    fflush(NULL);
    if (!memory_close(m, arena))
        _exit(EXIT_BROKEN);
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
    void *program = arena[ARENA_INPUT] + m->frames, *exchange = arena[ARENA_OUTPUT] + m->exchange;
    if (!memory_open(m, arena))
        _exit(EXIT_BROKEN);
    reset_float_state();
    if (m->subject == CALL_OF_ENGINE)
        report->missing = !worker_engine_run(handle, program, exchange, ask_grade, m);
    else
        report->status[0] = (int32_t)worker_graph_run(function, m->inputs, exchange);
    reset_float_state();
    fflush(NULL);
    if (!memory_close(m, arena))
        _exit(EXIT_BROKEN);
}

_Noreturn void worker_serve(int control, const birth_message *birth, const worker_lock *lock,
                            unsigned char *const arena[ARENA_COUNT])
{
    call_message m;
    if (!keep_descriptors(control))
        _exit(EXIT_BROKEN);
    lock_down(lock, birth);
    void *handle = load_submission();
    while (channel_receive(CONTROL_FD, &m, sizeof m, NULL, 0)) {
        report_message report = {.kind = REPORT_RETURNED, .sequence = m.sequence};
        void *function = dlsym(handle, m.symbol);
        report.missing = !function;
        if (function && (m.subject == CALL_OF_ENGINE || m.subject == CALL_OF_GRAPH))
            run_exchange(handle, function, &m, arena, &report);
        else if (function)
            run_all(function, &m, arena, &report);
        send_report(&report);
    }
    _exit(EXIT_BROKEN);
}
