/* worker_serve.h - the life of one worker: lock, load the submission, serve calls until killed. */
#ifndef WORKER_SERVE_H
#define WORKER_SERVE_H

#include "worker_lock.h"
#include "worker_protocol.h"

/* Never returns. control: this worker's end of its channel; birth: its limits; arena: where the
 * arenas are mapped. */
_Noreturn void worker_serve(int control, const birth_message *birth, const worker_lock *lock,
                            unsigned char *const arena[ARENA_COUNT]);

#endif
