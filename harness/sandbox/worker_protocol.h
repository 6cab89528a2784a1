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
 *     worker -> grade    report: asks                                     any number of times,
 *     grade  -> worker   answered                                         each with its answer
 *     worker -> grade    report: returned                                 for each batch
 *     worker -> grade    report: fault                                    at most once, and last
 *
 * Numbers and sizes live in grade only. From the report of loaded on, a worker's messages are the
 * submission's as much as the worker's: whatever does not fit this order ends the worker. */
#ifndef WORKER_PROTOCOL_H
#define WORKER_PROTOCOL_H

#include <linux/filter.h>
#include <stdint.h>

#include "call_subject.h"
#include "contract.h"
#include "functions.h"
#include "training.h"

/* What malloc fills new memory with in a worker, so that mistakes show; freed memory is filled with
 * the complement. */
enum { MALLOC_BYTE = 0x40 };

/* Descriptors of the zygote and of a worker; 0 is /dev/null, 1 and 2 are the pipe for what the
 * submission prints. A worker's channel is open a second time until its listener is handed over:
 * descriptors cannot be sent by CONTROL_FD, as those on their way are counted for all processes of
 * a user, and a submission could use up what others need. */
enum { CONTROL_FD = 3, IMAGE_FD = 4, HANDOVER_FD = 5 };

/* The two pieces of shared memory. A worker can only ever read the first. Each is a head, slots,
 * and room for greater blocks; see arena.h. */
enum { ARENA_INPUT, ARENA_OUTPUT, ARENA_COUNT };

enum {
    PAGE_BYTES = 4096,
    SLOT_BYTES = 2 * PAGE_BYTES, /* the first page is open to workers, the others never are */
    HEAD_BYTES = 1 << 18,
    MAX_BLOCKS = MAX_PARAMETERS + 3, /* of one call: tensors, arrays, and room for callbacks */
    BATCH_CALLS = 32,                /* calls of one message */
    SYMBOL_BYTES = 64,
    FILTER_INSTRUCTIONS = 256,
    READY_TEXT = 512,
    REPORT_TEXT = 256
};

/* Most of an arena is never touched and takes no memory. */
static const size_t arena_bytes[ARENA_COUNT] = {
    [ARENA_INPUT] = (size_t)1 << 30, [ARENA_OUTPUT] = (size_t)1 << 28};
static const size_t arena_slots[ARENA_COUNT] = {[ARENA_INPUT] = 192, [ARENA_OUTPUT] = 96};

/* A filter of system calls in the kernel's form. */
typedef struct call_filter {
    uint32_t calls_allowed, count;
    struct sock_filter instruction[FILTER_INSTRUCTIONS];
} call_filter;

typedef struct setup_message {
    uint32_t libraries; /* bit i: library_name[i] is needed */
    call_filter filter;
} setup_message;

typedef struct ready_message {
    uint64_t arena[ARENA_COUNT]; /* where the worker sees them */
    uint64_t relay;              /* where it sees the callback that asks grade */
    uint32_t locked;             /* 0: the lock could not be made, text says why */
    char text[READY_TEXT];       /* the layers of the lock */
} ready_message;

typedef struct birth_message {
    uint64_t memory_bytes; /* the worker's own, beside the arenas */
    uint64_t cpu_seconds;  /* of its whole life */
} birth_message;

typedef struct born_message {
    int32_t pid; /* as grade sees it; < 0: -errno */
} born_message;

/* Pages of an arena. */
typedef struct page_range {
    uint64_t offset, bytes;
} page_range;

typedef struct call_message {
    uint32_t sequence;
    uint32_t subject;   /* call_subject */
    uint32_t direction; /* CALL_OF_OP: FORWARD, BACKWARD, JVP */
    uint32_t count;     /* calls, at most BATCH_CALLS */
    uint32_t inputs;    /* CALL_OF_GRAPH */
    uint64_t frames;    /* offset in the input arena: of as many call_frames, or of a program */
    uint64_t exchange;  /* engine, graph: offset in the output arena of what goes to and fro */
    uint64_t ranges; /* offset in the input arena of the page_ranges to be opened beside the slots,
                        first those of the input arena */
    uint32_t range_count[ARENA_COUNT];
    uint32_t reopen[ARENA_COUNT];  /* all slots, before the calls */
    page_range slots[ARENA_COUNT]; /* what the calls use of them, to be closed afterwards */
    char symbol[SYMBOL_BYTES];
} call_message;

/* Where a callback's argument and result are handed over. Lies in a call_frame. */
typedef struct callback_exchange {
    double *x;            /* in the output arena */
    const double *result; /* in the input arena */
    size_t rank;          /* of both; extents of 0: callbacks are not answered */
    size_t dims[MAX_RANK];
    uint32_t sequence; /* of the call */
} callback_exchange;

/* The arguments of a call, with pointers as the worker sees them. */
typedef struct call_frame {
    const tensor *in[MAX_FUNCTION_INPUTS];
    const tensor *tangent[MAX_INPUTS];
    tensor *result[MAX_PARAMETERS];
    size_t result_count;
    const tensor *out, *dout;
    attributes attr;
    settings set;
    recipe recipe;
    callback_exchange exchange;
} call_frame;

/* A tensor with its extents, as the worker sees it. */
typedef struct placed_tensor {
    tensor tensor;
    size_t dims[MAX_RANK];
} placed_tensor;

enum report_kind {
    REPORT_LOCKED = 1,
    REPORT_LOCK_FAILED, /* text: the missing layer */
    REPORT_LOADED,
    REPORT_LOAD_FAILED, /* text: the loader's message */
    REPORT_RETURNED,
    REPORT_ASKS, /* what lies in the exchange is to be answered there */
    REPORT_FAULT
};

typedef struct answered_message {
    uint32_t sequence; /* of the call */
    int32_t status;    /* of a callback: what it returns; OP_OK: the exchange holds the result */
} answered_message;

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
