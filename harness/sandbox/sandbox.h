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

#include "call_subject.h"
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
    CALL_LOAD_FAILED,  /* the loader refused the submission: text says why */
    CALL_TOO_MANY_CALLBACKS /* called back more often than it may */
} outcome;

typedef enum phase { PHASE_LOADING, PHASE_CALL } phase;

/* Which tensor of a call a fault or an overrun concerns. */
typedef enum operand_role {
    ROLE_NONE,
    ROLE_INPUT,       /* in[i] */
    ROLE_OUTPUT,      /* out */
    ROLE_COTANGENT,   /* dout */
    ROLE_GRADIENT,    /* din[i] */
    ROLE_TANGENT,     /* tangent[i] */
    ROLE_OUT_TANGENT, /* out_tangent */
    ROLE_PARAMETER    /* parameter[i] of a training */
} operand_role;

struct settings; /* of functions.h */
struct recipe;   /* of training.h */

/* What settings.f of a course_function does: it asks here. answer fills in out from x, both shaped
 * like `like`, and may return false: f then returns OP_BAD_INPUT. x is the grader's own copy. */
typedef struct callback_answer {
    bool (*answer)(void *context, const tensor *x, tensor *out); /* NULL: there is no f */
    void *context;
    const tensor *like;
    size_t most; /* calls of f that are answered; one more ends the call */
} callback_answer;

/* Of one call: enough for every function of functions.h and training.h. */
enum { MAX_CALL_INPUTS = 7, MAX_CALL_RESULTS = 16 };

/* One call of a submission's function. The tensors are borrowed. What its kind does not name is
 * left NULL. */
typedef struct call {
    call_subject subject;
    /* CALL_OF_OP: in, attr, and */
    const op *op;
    direction direction;
    const tensor *out;                 /* backward, jvp: forward's value */
    const tensor *dout;                /* backward: the upstream gradient */
    const tensor *tangent[MAX_INPUTS]; /* jvp: NULL where constant */
    const attributes *attr;
    /* CALL_OF_FUNCTION: in, and */
    const struct settings *set; /* its f and context are not used */
    size_t jitter_count;        /* elements of set->jitter */
    callback_answer callback;
    /* CALL_OF_TRAINING: */
    const struct recipe *recipe;
    const char *name; /* of a function or training: "jacobian_softmax", "train_mlp_relu" */
    const tensor *in[MAX_CALL_INPUTS];
    /* What the function writes: forward: [0] is out; backward: [i] is din[i], NULL where constant;
     * jvp: [0] is out_tangent; function: [i] is out[i]; training: [i] is parameter[i]. On entry
     * what the buffer shall hold before the call, afterwards what it held in the end, copied once;
     * untouched unless the outcome is CALL_COMPLETED. */
    tensor *result[MAX_CALL_RESULTS];
    double seconds;      /* CPU time; 0: the limits' call_seconds */
    bool hurried;        /* it gets only one part in HURRY of that */
    size_t memory_bytes; /* of the worker; 0: the limits' */
} call;

enum { PRINTED_SHOWN = 2048, HURRY = 20, HURRY_ENGINE = 5 };

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
    size_t callbacks;     /* calls of settings.f that were answered */
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
 * nothing happens that would have to be told of a single call, many are made at once. Where
 * something does, those are made again, one by one. After a call that stops the submission from
 * loading all that follow are said to have been stopped likewise. *patience: how many calls may
 * still be late; then those that follow are hurried. NULL: any number. */
bool sandbox_call_all(sandbox *s, const call calls[], observation *const observed[], size_t count,
                      size_t *patience, error *e);

#endif
