/* engine_bench.h - cases run on engines in processes of their own, without the worker: for tests of
 * what is made of the results. */
#ifndef ENGINE_BENCH_H
#define ENGINE_BENCH_H

#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine_judge.h"

/* Answers the calls of the program that runs in this process. */
static inline op_status answer_here(void *context, const op_call *c)
{
    engine_trial *t = context;
    return engine_calls_answer(&t->calls, t->results.step, c);
}

static inline void run_here(const engine_program *p, const engine_expectation *x,
                            const engine_functions *f, engine_trial *t)
{
    engine_op ops[PROGRAM_OPS];
    engine_calls_start(&t->calls, p, x);
    engine_relay(ops, p, answer_here, t);
    if (p->local)
        engine_local_ops(ops);
    engine_drive(p, f, ops, p->local ? LOCAL_OPS : PROGRAM_OPS, &t->results);
}

/* Bytes that malloc has given out; AddressSanitizer brings a malloc of its own, and gcc no header
 * for it. */
#ifdef TEST_SANITIZED
size_t __sanitizer_get_current_allocated_bytes(void);
#endif
static inline double bytes_in_use(void)
{
#ifdef TEST_SANITIZED
    return (double)__sanitizer_get_current_allocated_bytes();
#else
    struct mallinfo2 info = mallinfo2();
    return (double)(info.uordblks + info.hblkhd);
#endif
}

static inline void run_in_child(const engine_program *p, const engine_expectation *x, bool leak,
                                const engine_functions *f, engine_trial *t)
{
    const struct rlimit stack = {1 << 20, 1 << 20}, cpu = {3, 3}, no_core = {0, 0};
    setrlimit(RLIMIT_STACK, &stack);
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_CORE, &no_core);
    signal(SIGSEGV, SIG_DFL); /* AddressSanitizer would report it and exit */
    run_here(p, x, f, t);
    double before = bytes_in_use();
    run_here(p, x, f, t);
    t->bytes_per_pass = leak ? (bytes_in_use() - before) / LEAK_PASSES : 0;
    _exit(0);
}

/* Runs a program; a crash ends only the child. t lies in memory that is shared with it. */
static inline void run_apart(const engine_program *p, const engine_expectation *x, bool leak,
                             const engine_functions *f, engine_trial *t)
{
    int status;
    memset(t, 0, sizeof *t);
    t->made = true;
    pid_t child = fork();
    if (child == 0)
        run_in_child(p, x, leak, f, t);
    while (waitpid(child, &status, 0) < 0)
        continue;
    if (!WIFSIGNALED(status))
        return;
    t->seen.code = WTERMSIG(status);
    t->seen.outcome =
        t->seen.code == SIGXCPU || t->seen.code == SIGKILL ? CALL_TIMED_OUT : CALL_CRASHED;
    t->seen.stack_overflow = p->local && t->seen.code == SIGSEGV;
}

static inline engine_trial *shared_trial(void)
{
    void *t =
        mmap(NULL, sizeof(engine_trial), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (t == MAP_FAILED)
        abort();
    return t;
}

#endif
