/* worker_protocol.h - what grade and grade-worker say to each other.
 *
 * Every message has one fixed size and nothing in it is text to be parsed. In order:
 *
 *     grade  -> zygote   setup, with the image and the two arenas         once
 *     zygote -> grade    ready                                            once
 *     grade  -> zygote   birth, with the worker's end of its channel      for each worker
 *     zygote -> grade    born                                             for each worker
 *     worker -> grade    report: locked or lock_failed, with the seccomp listener; where there is
 *                        none, with /dev/null
 *     worker -> grade    report: loaded, or load_failed
 *     grade  -> worker   call, of one function any number of times        for each batch
 *     worker -> grade    report: returned                                 for each batch
 *
 * Or, in place of the last two, for an engine or a graph:
 *
 *     grade  -> worker   call, with a program and an exchange
 *     worker -> grade    report: asks                                     any number of times,
 *     grade  -> worker   answered                                         each with its answer
 *     worker -> grade    report: returned
 *
 *     worker -> grade    report: fault                                    at most once, and last
 *
 * Numbers and sizes live in grade only. From the report of loaded on, a worker's messages are the
 * submission's as much as the worker's: whatever does not fit this order ends the worker. */
#ifndef WORKER_PROTOCOL_H
#define WORKER_PROTOCOL_H

#include <stdint.h>

#include "contract.h"

/* Descriptors of the zygote and of a worker; 0 is /dev/null, 1 and 2 are the pipe for what the
 * submission prints. */
enum { CONTROL_FD = 3, IMAGE_FD = 4 };

/* The two pieces of shared memory. A worker can only ever read the first. */
enum { ARENA_INPUT, ARENA_OUTPUT, ARENA_COUNT };

enum {
    ARENA_BYTES = 1 << 27,
    PAGE_BYTES = 4096,
    GUARD_BYTES = 1 << 16, /* closed memory behind every block */
    /* An arena begins with slots: pages that are open for good, each in front of its guard. */
    SLOT_COUNT = 128,
    SLOT_STRIDE = PAGE_BYTES + GUARD_BYTES,
    SLOT_REGION = SLOT_COUNT * SLOT_STRIDE,
    MAX_OPERANDS = 3 * MAX_INPUTS + 2, /* tensors of one call */
    MAX_BLOCKS = MAX_OPERANDS + 1,     /* and the index array */
    BATCH_CALLS = 32,                  /* calls of one message */
    SYMBOL_BYTES = 64,
    READY_TEXT = 512,
    REPORT_TEXT = 256
};

typedef struct setup_message {
    uint64_t memory_bytes;
    uint64_t cpu_seconds;
    uint32_t libraries; /* bit i: library_name[i] is needed */
    uint32_t unused;
} setup_message;

typedef struct ready_message {
    uint64_t arena[ARENA_COUNT]; /* where the worker sees them */
    uint32_t locked;             /* 0: the lock could not be made, text says why */
    char text[READY_TEXT];       /* the layers of the lock */
} ready_message;

typedef struct birth_message {
    uint32_t birth; /* always 1 */
} birth_message;

typedef struct born_message {
    int32_t pid; /* as grade sees it; < 0: -errno */
} born_message;

/* Pages of an arena. */
typedef struct page_range {
    uint64_t offset, bytes;
} page_range;

/* What a call_message is about. */
enum call_subject { CALL_OF_OP, CALL_OF_ENGINE, CALL_OF_GRAPH };

typedef struct call_message {
    uint32_t subject;
    uint32_t inputs;     /* of a graph */
    page_range exchange; /* engine, graph: pages in the output arena for what goes to and fro */
    uint64_t exchange_offset;
    page_range program; /* pages of the call_program or engine_program, in the input arena */
    uint64_t offset;    /* where it begins there */
    uint32_t sequence;
    uint32_t direction; /* FORWARD, BACKWARD, JVP */
    uint32_t count;     /* calls, at most BATCH_CALLS */
    char symbol[SYMBOL_BYTES];
} call_message;

typedef struct answered_message {
    uint32_t sequence; /* of the call */
} answered_message;

/* The arguments of a call, with pointers as the worker sees them. */
typedef struct call_frame {
    const tensor *in[MAX_INPUTS];
    const tensor *tangent[MAX_INPUTS];
    tensor *result[MAX_INPUTS];
    const tensor *out, *dout;
    attributes attr;
    tensor operand[MAX_OPERANDS];
    size_t dims[MAX_OPERANDS][MAX_RANK];
} call_frame;

/* The calls of a message, and the pages to be opened for them, in rising order: lies in the input
 * arena. Only as many frames are there as there are calls. */
typedef struct call_program {
    uint32_t range_count[ARENA_COUNT];
    page_range range[ARENA_COUNT][BATCH_CALLS * MAX_BLOCKS];
    call_frame frame[BATCH_CALLS];
} call_program;

enum report_kind {
    REPORT_LOCKED = 1,
    REPORT_LOCK_FAILED, /* text: the missing layer */
    REPORT_LOADED,
    REPORT_LOAD_FAILED, /* text: the loader's message */
    REPORT_RETURNED,
    REPORT_ASKS, /* what lies in the exchange is to be answered there */
    REPORT_FAULT
};

typedef struct report_message {
    uint32_t kind;
    uint32_t sequence;           /* of the call that it answers; 0 before the first */
    int32_t pid;                 /* LOCKED: as the worker sees it */
    uint32_t missing;            /* RETURNED: there is no such function */
    uint32_t float_state;        /* RETURNED: bit i: call i left the floating-point state changed */
    uint32_t exhausted;          /* FAULT: there was hardly any memory left */
    uint32_t write;              /* FAULT: a write, not a read */
    uint32_t listener;           /* LOCKED: what comes with it is the seccomp listener */
    uint64_t address;            /* FAULT: what was touched */
    uint64_t stack;              /* FAULT: the stack pointer */
    int32_t status[BATCH_CALLS]; /* RETURNED: the value of each call */
    char text[REPORT_TEXT];
} report_message;

#endif
