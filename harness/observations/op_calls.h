/* op_calls.h - a submission's ops as an op_source: each call goes through the locked worker. */
#ifndef OP_CALLS_H
#define OP_CALLS_H

#include "op_network.h"
#include "sandbox.h"

/* Which functions are the submission's, and how its calls went. */
typedef struct op_calls {
    sandbox *box;
    const submission *sub;
    const op *only;           /* of this op; NULL: of every op */
    direction only_direction; /* where only is set: this function; DIRECTION_COUNT: all of them */
    double seconds_left;      /* by the clock, for all calls together */
    double cpu_seconds;       /* that they have taken */
    const op *ended_op;       /* the op whose call ended the training, or NULL */
    direction ended_direction;
    bool missing;     /* that function does not exist */
    observation seen; /* otherwise: that call, or the last one */
    bool broken;      /* the grader itself failed: e says how */
    error *e;
} op_calls;

/* A source that calls *c's submission, or the reference where *c says so. Borrowed. */
op_source op_calls_source(op_calls *c);

#endif
