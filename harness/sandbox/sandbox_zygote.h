/* sandbox_zygote.h - the process that workers are born from, as its parent sees it. */
#ifndef SANDBOX_ZYGOTE_H
#define SANDBOX_ZYGOTE_H

#include "arena.h"
#include "sandbox_worker.h"
#include "submission.h"
#include "submission_limits.h"

typedef struct zygote {
    pid_t pid; /* 0: none */
    int control;
    int output;     /* read end of the pipe that all its workers print to */
    uint64_t relay; /* where workers have the callback that asks here */
    char layers[READY_TEXT];
} zygote;

/* Starts grade-worker, gives it the submission and the arenas, whose addresses there are filled in,
 * and waits until it has locked itself. Fails, naming the missing layer, where it cannot. */
bool zygote_start(zygote *z, const char *worker_path, const submission *submitted,
                  arena arenas[ARENA_COUNT], error *e);

/* Ends the process, if there is one, and waits for its end. */
void zygote_end(zygote *z);

/* Has it fork a worker with these limits. */
bool zygote_bear(const zygote *z, const limits *allowed, sandbox_worker *newborn, error *e);

#endif
