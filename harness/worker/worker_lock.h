/* worker_lock.h - the lock around submitted code: user id, namespaces, capabilities, Landlock,
 * resource limits, system calls.
 *
 * Order of use, in the zygote: lock_isolate, then whatever must still be opened, then lock_seal.
 * In each worker, born from it: lock_worker, last of all before the submission is loaded. None of
 * it can be undone. Required: an unprivileged user id, no-new-privs, Landlock, resource limits,
 * the filter of system calls; each function fails, naming the layer, where one cannot be had.
 * Namespaces are added where the machine allows them. */
#ifndef WORKER_LOCK_H
#define WORKER_LOCK_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "worker_protocol.h"

/* The state of the lock: what is active, and the prepared filters. */
typedef struct worker_lock worker_lock;

/* Makes the state. NULL without memory. Lives as long as the process. */
worker_lock *lock_new(void);

/* Leaves root for an unprivileged user, gives up all capabilities, enters namespaces. */
bool lock_isolate(worker_lock *l, error *e);

/* Whether children are born into a process namespace that needs a first process. */
bool lock_has_process_namespace(const worker_lock *l);

/* Takes the filter, sets no-new-privs and the resource limits that are the same for all workers,
 * and denies every file and network access by Landlock. */
bool lock_seal(worker_lock *l, const call_filter *filter, error *e);

/* The active layers, as text of at most size bytes. */
void lock_describe(const worker_lock *l, char *text, size_t size);

/* Limits memory (its own and what is shared with grade) and CPU time, forbids new processes and
 * every system call that the allow-list does not name. *listener: where a forbidden call waits for
 * grade to learn its number, to be sent there and closed; -1 where the kernel cannot do that, and a
 * forbidden call kills the process at once.
 */
bool lock_worker(const worker_lock *l, uint64_t memory_bytes, uint64_t shared_bytes,
                 uint64_t cpu_seconds, int *listener, error *e);

#endif
