/* sandbox.h - the parent's side of the locked worker: calls a submission's functions and says what
 * happened, whatever they did.
 *
 * The sandbox starts one grade-worker in zygote mode, which never loads a submission itself; each
 * op's worker is born from it, locks itself down, and only then loads the submission. The parent
 * makes no judgement here and trusts no byte that comes back. */
#ifndef SANDBOX_H
#define SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "contract.h"
#include "error.h"
#include "op_table.h"
#include "submission.h"
#include "submission_limits.h"

/* How a call ended. */
typedef enum outcome {
    CALL_COMPLETED,    /* the function returned OP_OK */
    CALL_NOT_RUN,      /* not tried: too many calls before it did not come back */
    CALL_RETURNED,     /* it returned something else: code */
    CALL_CRASHED,      /* killed by a signal: code */
    CALL_EXITED,       /* ended the process: code is the exit status */
    CALL_TIMED_OUT,    /* still running at its limit */
    CALL_FORBIDDEN,    /* tried a system call that the lock does not allow: code, -1 if unknown */
    CALL_MEMORY_LIMIT, /* crashed after it had used up its memory */
    CALL_OUTPUT_LIMIT, /* printed more than it may */
    CALL_PROTOCOL,     /* sent something on the control channel itself */
    CALL_LOAD_FAILED   /* the loader refused the submission: text says why */
} outcome;

typedef enum phase { PHASE_LOADING, PHASE_CALL } phase;

/* Which tensor of a call a fault or an overrun concerns. */
typedef enum operand_role {
    ROLE_NONE,
    ROLE_INPUT,      /* in[i] */
    ROLE_OUTPUT,     /* out */
    ROLE_COTANGENT,  /* dout */
    ROLE_GRADIENT,   /* din[i] */
    ROLE_TANGENT,    /* tangent[i] */
    ROLE_OUT_TANGENT /* out_tangent */
} operand_role;

/* One call of a submission's function. The tensors are borrowed. */
typedef struct call {
    const op *op;
    direction direction;
    const tensor *in[MAX_INPUTS];
    const attributes *attr;
    const tensor *out;  /* backward, jvp: forward's value. forward: its shape, data unused */
    const tensor *dout; /* backward: the upstream gradient */
    const tensor *tangent[MAX_INPUTS]; /* jvp: NULL where constant */
    /* What the function writes: forward: [0] is out; backward: [i] is din[i], NULL where constant;
     * jvp: [0] is out_tangent. On entry what the buffer shall hold before the call, afterwards what
     * it held in the end, copied once; untouched unless the outcome is CALL_COMPLETED. */
    tensor *result[MAX_INPUTS];
} call;

enum { PRINTED_SHOWN = 2048 };

/* What happened in one call. */
typedef struct observation {
    outcome outcome;
    phase phase;
    int code;
    bool stack_overflow;     /* CALL_CRASHED: the fault was next to the stack pointer */
    operand_role fault_role; /* CALL_CRASHED: the tensor that was overrun or written to */
    size_t fault_input;      /* i of in[i], din[i], tangent[i] */
    bool fault_write;        /* a write, not a read */
    ptrdiff_t fault_bytes; /* bytes past the end of that tensor, 0 or more; < 0: inside it, that is
                              a write to a const tensor */
    operand_role canary_role; /* a writable tensor with overwritten bytes in front, or ROLE_NONE */
    size_t canary_input;
    size_t canary_bytes; /* how far in front of it the first overwritten byte lies */
    double cpu_seconds;
    size_t peak_bytes;    /* the worker's peak resident set, known once it has ended, else 0 */
    bool float_state;     /* the function left rounding mode or flush-to-zero changed */
    char text[256];       /* CALL_LOAD_FAILED: the loader's message. CALL_FORBIDDEN: the name of the
                             system call, or "" */
    size_t printed_bytes; /* what the call printed, in all */
    char printed[PRINTED_SHOWN]; /* its beginning, 0-terminated, raw bytes of the submission */
} observation;

typedef struct sandbox sandbox;

/* Starts the zygote for one submission. worker_path: the grade-worker executable. Fails, naming the
 * missing layer, where the machine does not allow the whole lock: never a weaker one. */
bool sandbox_open(sandbox **out, const char *worker_path, const submission *s, const limits *limits,
                  error *e);
void sandbox_close(sandbox *s);

/* The layers of the lock that are active, as one line of text for the report. */
const char *sandbox_layers(const sandbox *s);

/* Ends the current worker, so that the next call gets a new one: called between two ops, so that
 * nothing one op leaves behind reaches another. */
void sandbox_renew(sandbox *s);

/* Makes the call, in the current worker or in a new one. False only for a failure of the grader's
 * own (no memory, no processes); whatever the submission does is in *o. */
bool sandbox_call(sandbox *s, const call *c, observation *o, error *e);

/* Makes calls of one function, as sandbox_call would one after another, but quicker: as long as
 * nothing happens that would have to be told of a single call, many are made at once. */
bool sandbox_call_all(sandbox *s, const call calls[], observation observed[], size_t count,
                      error *e);

#endif
