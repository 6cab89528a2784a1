/* streams.h - seeds for the random numbers of a case: every tensor has a generator of its own, so
 * that one more tensor changes none of the others. */
#ifndef STREAMS_H
#define STREAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The seed of public cases, which is no secret: a student sees the numbers that count. */
#define PUBLIC_SEED "public"

/* Fills in the seeds of the streams of case OWNER/NAME (an op's or a function's) at an attempt: the
 * bytes of SHA-256 digests, so that knowing some of them tells nothing of the others. False without
 * memory. */
bool streams_seed(uint32_t *stream, size_t count, const char *seed, const char *owner,
                  const char *name, unsigned attempt);

#endif
