/* sandbox_worker.h - one running worker as its parent sees it: waiting for its reports, its
 * death or its limits, whichever comes first. */
#ifndef SANDBOX_WORKER_H
#define SANDBOX_WORKER_H

#include <sys/types.h>

#include "sandbox.h"
#include "worker_protocol.h"

typedef struct sandbox_worker {
    pid_t pid;       /* 0: none is running */
    pid_t inner_pid; /* as the worker itself sees it */
    int pidfd, control;
    int listener; /* of forbidden system calls, or -1 */
    int output;   /* read end of the pipe that it prints to; not its own */
    clockid_t cpu_clock;
    size_t printed_bytes;
} sandbox_worker;

/* A report to wait for. */
typedef struct expected {
    enum report_kind kind;
    uint32_t sequence;
    bool with_descriptor;
    /* What answers a report that asks, of the same sequence, before the one to wait for. The
     * outcome is CALL_COMPLETED to go on waiting, else that of the call. NULL: nothing may be
     * asked. */
    outcome (*answer)(void *context);
    void *context;
} expected;

/* What came instead or besides. */
typedef struct received {
    report_message report;
    report_message fault; /* kind 0: there was none. Only a hint: the submission may have sent it */
    int descriptor;       /* -1: none */
} received;

/* How waiting for a report ended. */
typedef enum awaited {
    AWAIT_REPORT, /* the worker lives and has said what was expected, or that it failed at it */
    AWAIT_ENDED,  /* the worker is dead and the observation says why */
    AWAIT_FAILED  /* the grader cannot wait; the worker is dead */
} awaited;

/* Takes over a newborn worker, whose pid is the caller's own child. Fails without descriptors. */
bool sandbox_worker_adopt(sandbox_worker *w, pid_t pid, int control, int output, error *e);

/* Waits for a report, at most as long as the limits allow, and adds to the observation what the
 * worker prints and how it ends. */
awaited sandbox_worker_await(sandbox_worker *w, const limits *allowed, const expected *x,
                             received *r, observation *o, error *e);

/* Whether the system's own limit (ulimit -t), which kills without a word, leaves this worker, or a
 * new one where none is running, so many seconds of CPU time. */
bool sandbox_worker_has_time(const sandbox_worker *w, double needed_seconds);

/* Kills the worker, if there is one, and waits for its end. */
void sandbox_worker_end(sandbox_worker *w);

#endif
