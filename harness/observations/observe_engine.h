/* observe_engine.h - what comes back of running the program of a case on a submitted engine. */
#ifndef OBSERVE_ENGINE_H
#define OBSERVE_ENGINE_H

#include "engine_calls.h"
#include "engine_cases.h"
#include "sandbox.h"

typedef struct engine_trial {
    bool hurried; /* to be set before: it gets less time, see sandbox_engine.h */
    bool made;
    observation seen; /* CALL_COMPLETED: results and calls hold what came back */
    program_results results;
    engine_calls calls;
    double bytes_per_pass; /* ENGINE_LEAK: by how much the process grew */
} engine_trial;

/* Runs the case in the worker. One that is about leaks is run twice, in a new worker: what the
 * first run takes may be kept for the next one, but the second takes nothing that it does not lose.
 * False only for a fault of the grader's own. */
bool observe_engine(sandbox *box, const engine_case *c, engine_trial *t, error *e);

/* Whether the submission defines every one of an engine's functions. */
bool observe_engine_defined(const submission *sub);

#endif
