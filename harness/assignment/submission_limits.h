/* submission_limits.h - what one submission may use. */
#ifndef SUBMISSION_LIMITS_H
#define SUBMISSION_LIMITS_H

#include <stddef.h>

/* In less, libraries of a submission do not load, and nobody has a mark. */
enum { LEAST_MEMORY_MEBIBYTES = 64 };

typedef struct limits {
    double call_seconds;  /* CPU time of one call, or of loading the submission */
    double wall_factor;   /* a call may last this many times call_seconds on a busy machine */
    size_t memory_bytes;  /* address space of the worker */
    size_t printed_bytes; /* what a submission may print in one worker's life */
    size_t file_bytes;    /* size of the shared object */
} limits;

#endif
