/* worker_filter.h - entering the filter of system calls. */
#ifndef WORKER_FILTER_H
#define WORKER_FILTER_H

#include "error.h"
#include "worker_protocol.h"

/* Puts the process under the filter: a call that is not allowed waits for an answer at *listener.
 * Where the kernel grants no listener, *listener is -1 and such a call kills the process. Needs
 * no-new-privs. */
bool filter_enter(const call_filter *filter, int *listener, error *e);

#endif
