/* worker_memory.h - the shared memory as a worker sees it: what is open in it, and when. */
#ifndef WORKER_MEMORY_H
#define WORKER_MEMORY_H

#include <stdbool.h>

#include "error.h"
#include "worker_protocol.h"

/* Maps arena number `which` of the protocol, its slots open with closed pages between them, in the
 * zygote, so that workers inherit it. The descriptor is closed. */
bool memory_map(unsigned char **out, unsigned which, int fd, error *e);

/* Opens what the calls of a message use. False without memory for it. */
bool memory_open(const call_message *m, unsigned char *const arena[ARENA_COUNT]);

/* Closes it, so that a pointer that was kept is of no use. False without memory for it. */
bool memory_close(const call_message *m, unsigned char *const arena[ARENA_COUNT]);

#endif
